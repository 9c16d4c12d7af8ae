CREATE TABLE users (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(100) NOT NULL,
  phone VARCHAR(30)
) ENGINE=InnoDB;
CREATE TABLE orders (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id INT NOT NULL,
  CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE=InnoDB;
CREATE INDEX users_names ON users (email, phone);

-- The column is there: nothing happens.
SET @is_there := (SELECT COUNT(*) FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'phone');
SET @sql := IF(@is_there = 0, 'ALTER TABLE users ADD COLUMN phone INT;', 'SELECT 1');
PREPARE stmt FROM @sql;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;

-- It is not: it is added.
SET @sql = (SELECT IF(
  (SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS
    WHERE (TABLE_NAME = 'users') AND (TABLE_SCHEMA = DATABASE()) AND (COLUMN_NAME = 'name')) > 0,
  "SELECT 1",
  "ALTER TABLE users ADD name VARCHAR(50) NOT NULL DEFAULT 'it''s'"
));
PREPARE stmt FROM @sql;
EXECUTE stmt;

-- A key goes under its name, and comes back under another.
SET @drop = IF((SELECT true FROM information_schema.TABLE_CONSTRAINTS
  WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'orders'
    AND CONSTRAINT_NAME = 'orders_user' AND CONSTRAINT_TYPE = 'FOREIGN KEY') = true,
  'ALTER TABLE orders DROP FOREIGN KEY orders_user', 'SELECT 1');
PREPARE stmt FROM @drop;
EXECUTE stmt;
ALTER TABLE orders ADD CONSTRAINT orders_owner FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

-- An index over two columns has two rows in the catalog.
SELECT COUNT(*) INTO @rows FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'users' AND index_name = 'users_names';
SET @sql = IF(@rows >= 1, 'DROP INDEX users_names ON users', 'SELECT 1');
PREPARE stmt FROM @sql;
EXECUTE stmt;

SET @sql = IF(NOT EXISTS (SELECT 1 FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_name = 'carts'), 'CREATE TABLE carts (id INT PRIMARY KEY)', 'SELECT 1');
PREPARE stmt FROM @sql;
EXECUTE stmt;
