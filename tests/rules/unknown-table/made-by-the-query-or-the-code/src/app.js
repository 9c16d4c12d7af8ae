import pg from 'pg';

const pool = new pg.Pool();

export const own = () => pool.query('WITH recent AS (SELECT id FROM users) SELECT id FROM recent');
export const temporary = async () => {
  await pool.query('CREATE TEMP TABLE seen (id integer)');
  return pool.query('SELECT id FROM seen');
};
export const catalog = () => pool.query("SELECT relname FROM pg_class");
export const dynamic = (table) => pool.query(`SELECT id FROM ${table}`);
