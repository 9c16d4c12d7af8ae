CREATE TABLE `t` (`id` int PRIMARY KEY);
CREATE FUNCTION `numbers`(a int, b int unsigned, c tinyint(1), d decimal(10, 0), e decimal(5, 0), f double, g double, h double, k bit(1), l year)
    RETURNS int unsigned DETERMINISTIC RETURN 1;
CREATE FUNCTION `texts`(a varchar(20), b char(1), c char(3), d json, e text, f mediumtext, g enum('a','b'), h varbinary(3), i datetime(0), j timestamp(3))
    RETURNS varchar(30) NO SQL RETURN 'x';
CREATE PROCEDURE `ways`(IN a int, b tinytext, OUT c int, INOUT `d` int) SELECT 1;
CREATE PROCEDURE `altered`() SQL SECURITY INVOKER SELECT 1;
