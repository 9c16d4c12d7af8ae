import { ClickHouse } from 'clickhouse';

export const visits = (house) => house.query('SELECT page FROM visits');
