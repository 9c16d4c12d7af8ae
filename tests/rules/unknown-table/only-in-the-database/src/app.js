import pg from 'pg';

const pool = new pg.Pool();

export const read = () => pool.query('SELECT id FROM legacy');
export const users = () => pool.query('SELECT id FROM users');
