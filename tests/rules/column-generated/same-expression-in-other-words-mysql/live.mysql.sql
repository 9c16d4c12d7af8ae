CREATE TABLE things (a int, b int AS (a * 2) VIRTUAL, c varchar(20) GENERATED ALWAYS AS (concat('x', a)) STORED);
