mod user;

fn main() {}
