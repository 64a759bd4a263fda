use super::*;
#[test]
fn x(){ let b=read(&std::fs::read("../tests/fixtures/ledgers/委託契約台帳_令和8年度.xlsx").unwrap(),"a.xlsx").unwrap(); println!("{:#?}", b.sheets[0].rows[10]); }
