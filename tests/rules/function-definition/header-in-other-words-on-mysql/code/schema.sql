CREATE TABLE `t` (`id` int PRIMARY KEY);
CREATE FUNCTION `numbers`(a INTEGER, `b` int(5) zerofill, c bool, d dec, e NUMERIC(5), f real, g double precision, h float(30), k bit, l year)
    RETURNS INT(3) UNSIGNED DETERMINISTIC RETURN 1;
CREATE FUNCTION `texts`(a character varying(20) charset utf8mb4, b char, c nchar(3), d json, e text, f long varchar, g enum('a', 'b '), h varbinary(3), i datetime, j timestamp(3))
    RETURNS varchar(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'x' NO SQL SQL SECURITY DEFINER RETURN 'x';
CREATE PROCEDURE `ways`(a int, IN b text(100), OUT c int, INOUT d int) SELECT 1;
CREATE PROCEDURE `altered`() SELECT 1;
ALTER PROCEDURE `altered` SQL SECURITY INVOKER COMMENT 'x';
