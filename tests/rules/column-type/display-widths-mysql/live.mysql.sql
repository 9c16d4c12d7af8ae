CREATE TABLE `things` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `value` INT(11) NOT NULL,
    `flag` TINYINT(1) NOT NULL,
    `small` TINYINT(4) NOT NULL,
    `year` YEAR NOT NULL,
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
