-- refused(int viewer): many
SELECT shoe_size FROM person WHERE id = :viewer;
