CREATE TABLE things (a int, b int);
