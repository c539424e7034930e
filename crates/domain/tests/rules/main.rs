//! The rules of the shop, told as sentences. One binary, so that it links once.

mod birthday_century;
mod cart;
mod discount_choice;
mod discount_examples;
mod discount_golden;
mod discount_properties;
mod loyalty;
mod make;
mod money;
mod order;
mod people;
mod quantity;
mod replay;
mod segment;
mod settings;
mod stock;
mod time;
mod totals;
