CREATE TABLE things (a int, b decimal(10,0), c double, d char(1), e bigint unsigned, f varchar(5), g tinyint(1));
