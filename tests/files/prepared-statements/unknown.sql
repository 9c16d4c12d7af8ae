CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE carts (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;

-- Only the server knows: nothing else than `users` can be touched.
SET @sql = IF(VERSION() LIKE '8.%', 'ALTER TABLE users ADD a INT', 'SELECT 1');
PREPARE stmt FROM @sql;
EXECUTE stmt;
