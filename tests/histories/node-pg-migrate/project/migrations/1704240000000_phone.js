exports.up = (pgm) => {
  pgm.addColumn('customers', { phone: { type: 'text' } });
};
