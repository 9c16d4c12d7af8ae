import pg from 'pg';

const pool = new pg.Pool();

export const read = () => pool.query('SELECT id, name FROM auth_configs');
export const write = (name) => pool.query(`INSERT INTO auth_configs (name) VALUES ($1)`, [name]);
export const users = () => pool.query('SELECT id FROM users u JOIN auth_configs a ON a.id = u.id');
