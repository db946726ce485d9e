-- refused(): many
SELECT id FROM shoe;
