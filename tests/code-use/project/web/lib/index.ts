export { default as store } from './client';
export * from './parts';
