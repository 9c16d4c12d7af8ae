import pg from 'pg';

const pool = new pg.Pool();

export const users = () => pool.query('SELECT id FROM users');
