pub mod held;
