CREATE INDEX orders_open ON orders (customer_id) WHERE state = 'open';
