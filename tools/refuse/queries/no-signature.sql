SELECT name FROM person;
