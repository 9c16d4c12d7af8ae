import { store } from '@acme/store';

export const members = () => store.member.deleteMany();
