import pg from 'pg';

const pool = new pg.Pool();

export const read = () => pool.query('SELECT author_id, count(*) AS total FROM posts GROUP BY author_id ORDER BY total');
export const json = () => pool.query("SELECT x.id FROM json_to_recordset($1) AS x(id integer)");
export const whole = () => pool.query('SELECT posts FROM posts');
