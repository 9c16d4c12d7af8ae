import pg from 'pg';

const pool = new pg.Pool();

export const read = () => pool.query('SELECT authorId FROM posts');
export const join = () => pool.query('SELECT u.email, p.headline FROM users u JOIN posts p ON p.author_id = u.id');
export const write = () => pool.query('UPDATE users SET nickname = $1');
