/// The parts of a JLAC10 code (臨床検査項目分類コード第10回改訂): 5, 4, 3, 3 and 2 characters.
///
/// # Examples
///
/// ```
/// use renkei_model::value::Jlac10;
///
/// let code = Jlac10::parse("3A010000002327101").unwrap();
/// assert_eq!((code.analyte, code.material, code.method), ("3A010", "023", "271"));
/// assert_eq!(code.result, Some("01"));
/// assert!(Jlac10::parse("2B0300000022311").is_some(), "an order of 15 digits has no result identification");
/// assert!(Jlac10::parse("9A110").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jlac10<'a> {
    /// What is measured (分析物); its first character is the class, `9` physiology.
    pub analyte: &'a str,
    /// Drug, allergen, time of a load test, organism (識別).
    pub identification: &'a str,
    /// The material (材料): `023` serum.
    pub material: &'a str,
    /// The method (測定法).
    pub method: &'a str,
    /// The kind of result (結果識別): `01` quantitative. Orders may leave it out.
    pub result: Option<&'a str>,
}

impl<'a> Jlac10<'a> {
    /// Splits a code of 17 characters, or of 15 without the result identification.
    pub fn parse(code: &'a str) -> Option<Self> {
        if !code.is_ascii() || !matches!(code.len(), 15 | 17) {
            return None;
        }
        Some(Self {
            analyte: code.get(..5)?,
            identification: code.get(5..9)?,
            material: code.get(9..12)?,
            method: code.get(12..15)?,
            result: code.get(15..17),
        })
    }
}
