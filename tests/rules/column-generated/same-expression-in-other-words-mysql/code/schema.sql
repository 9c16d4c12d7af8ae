CREATE TABLE things (a int, b int GENERATED ALWAYS AS ((a*2)), c varchar(20) AS (CONCAT('x', a)) STORED);
