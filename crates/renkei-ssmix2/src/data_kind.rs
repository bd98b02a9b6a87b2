use std::fmt;
use std::str::FromStr;

macro_rules! data_kinds {
    ($($variant:ident $name:literal $english:literal $japanese:literal;)*) => {
        /// A data kind (データ種別) of the standardized storage: what a file is about, and the fifth level of its path.
        ///
        /// A kind is not the type of a message: OMP-01 and OMP-02 both hold RDE^O11, and only the kind tells a prescription
        /// from an injection. SS-MIX2 標準化ストレージ仕様書, データ種別一覧.
        ///
        /// # Examples
        ///
        /// ```
        /// use renkei_ssmix2::DataKind;
        ///
        /// let kind: DataKind = "OML-11".parse()?;
        /// assert_eq!(kind.japanese(), "検体検査結果通知");
        /// assert_eq!(kind.date_source(), Some("SPM-17"));
        /// # Ok::<(), renkei_ssmix2::ParseDataKindError>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DataKind {
            $(#[doc = concat!("`", $name, "`: ", $english, " (", $japanese, ").")] $variant,)*
        }

        impl DataKind {
            /// All 26 kinds, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the name as it stands in paths: `OMP-01`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns the name in English.
            pub const fn english(self) -> &'static str {
                match self { $(Self::$variant => $english,)* }
            }

            /// Returns the name in Japanese.
            pub const fn japanese(self) -> &'static str {
                match self { $(Self::$variant => $japanese,)* }
            }
        }
    };
}

data_kinds! {
    Adt00 "ADT-00" "patient basic data" "患者基本情報";
    Adt01 "ADT-01" "attending doctor" "担当医";
    Adt12 "ADT-12" "outpatient reception" "外来診察の受付";
    Adt21 "ADT-21" "admission planned" "入院予定";
    Adt22 "ADT-22" "admission" "入院実施";
    Adt31 "ADT-31" "leave of absence" "外出泊実施";
    Adt32 "ADT-32" "return from leave" "外出泊帰院実施";
    Adt41 "ADT-41" "transfer planned" "転科・転棟(転室・転床)予定";
    Adt42 "ADT-42" "transfer" "転科・転棟(転室・転床)実施";
    Adt51 "ADT-51" "discharge planned" "退院予定";
    Adt52 "ADT-52" "discharge" "退院実施";
    Adt61 "ADT-61" "allergies" "アレルギー情報";
    Ppr01 "PPR-01" "diseases" "病名（歴）情報";
    Omd "OMD" "diet order" "食事オーダ";
    Omp01 "OMP-01" "prescription order" "処方オーダ";
    Omp11 "OMP-11" "prescription performed" "処方実施通知";
    Omp02 "OMP-02" "injection order" "注射オーダ";
    Omp12 "OMP-12" "injection performed" "注射実施通知";
    Oml01 "OML-01" "laboratory order" "検体検査オーダ";
    Oml11 "OML-11" "laboratory result" "検体検査結果通知";
    Omg01 "OMG-01" "radiology order" "放射線検査オーダ";
    Omg11 "OMG-11" "radiology performed" "放射線検査の実施通知";
    Omg02 "OMG-02" "endoscopy order" "内視鏡検査オーダ";
    Omg12 "OMG-12" "endoscopy performed" "内視鏡検査の実施通知";
    Omg03 "OMG-03" "physiology order" "生理検査オーダ";
    Omg13 "OMG-13" "physiology result" "生理検査結果通知";
}

impl DataKind {
    /// Returns the kind with this name, written as in the specification.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.as_str() == name)
    }

    /// Returns the kind with this name in capitals, small letters or a mixture, as some sites write it.
    pub fn from_name_ignoring_case(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.as_str().eq_ignore_ascii_case(name))
    }

    /// Says whether paths have `-` in place of a date: the patient's state, not an event of a day.
    pub const fn is_dateless(self) -> bool {
        matches!(self, Self::Adt00 | Self::Adt01 | Self::Adt61 | Self::Ppr01)
    }

    /// Returns the kinds of message that files of this kind hold, registering ones first.
    pub fn message_kinds(self) -> impl Iterator<Item = &'static MessageKind> {
        MESSAGE_KINDS.iter().filter(move |m| m.data_kind == self)
    }

    /// Says whether a file of this kind may hold a message whose MSH-9 begins with this code and event.
    pub fn holds(self, code: &str, event: &str) -> bool {
        self.message_kinds().any(|m| m.code == code && m.event == event)
    }

    /// Returns the kinds whose files may hold a message with this code and event in MSH-9: none, one, or several.
    ///
    /// # Examples
    ///
    /// ```
    /// use renkei_ssmix2::DataKind;
    ///
    /// let kinds: Vec<_> = DataKind::of_message("RDE", "O11").collect();
    /// assert_eq!(kinds, [DataKind::Omp01, DataKind::Omp02]);
    /// ```
    pub fn of_message(code: &str, event: &str) -> impl Iterator<Item = Self> {
        MESSAGE_KINDS.iter().filter(move |m| m.code == code && m.event == event).map(|m| m.data_kind)
    }

    /// Returns the field that the date of the path comes from, as in `ORC-9`; `None` for kinds without a date.
    ///
    /// Where the cancelling message uses another field than the registering one (ADT-32), it is the registering one's;
    /// [`MessageKind::date_source`] has both.
    pub fn date_source(self) -> Option<&'static str> {
        self.message_kinds().next().and_then(|m| m.date_source)
    }
}

impl fmt::Display for DataKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a text is not a data kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of the 26 data kinds of the standardized storage")]
pub struct ParseDataKindError;

impl FromStr for DataKind {
    type Err = ParseDataKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_name(text).ok_or(ParseDataKindError)
    }
}

/// What a message does to the record that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Registers or replaces it; orders are also cancelled by such a message, with `CA` in ORC-1.
    Register,
    /// Cancels or deletes it (取消・削除).
    Cancel,
}

/// One of the 36 kinds of message (メッセージ種別) of the standardized storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageKind {
    /// The number in the list of the specification, 1 to 36.
    pub number: u8,
    /// The data kind that its files stand under.
    pub data_kind: DataKind,
    /// The message code, MSH-9.1.
    pub code: &'static str,
    /// The trigger event, MSH-9.2.
    pub event: &'static str,
    /// The message structure, MSH-9.3.
    pub structure: &'static str,
    /// What it does.
    pub action: Action,
    /// The field that the date of the path comes from; its first eight digits count. `None` where the path has `-`.
    pub date_source: Option<&'static str>,
    /// The name in English.
    pub english: &'static str,
    /// The name in Japanese.
    pub japanese: &'static str,
}

macro_rules! message_kinds {
    ($($number:literal $kind:ident $code:literal $event:literal $structure:literal $action:ident $date:expr, $english:literal $japanese:literal;)*) => {
        /// The 36 kinds of message, in the order of the specification (SS-MIX2 標準化ストレージ仕様書, データ種別一覧; the
        /// dates from its list of 診療日).
        pub const MESSAGE_KINDS: &[MessageKind] = &[$(MessageKind {
            number: $number,
            data_kind: DataKind::$kind,
            code: $code,
            event: $event,
            structure: $structure,
            action: Action::$action,
            date_source: $date,
            english: $english,
            japanese: $japanese,
        }),*];
    };
}

message_kinds! {
     1 Adt00 "ADT" "A08" "ADT_A01" Register None,           "patient basic data: insert or update" "患者基本情報の更新";
     2 Adt00 "ADT" "A23" "ADT_A21" Cancel   None,           "patient basic data: delete" "患者基本情報の削除";
     3 Adt01 "ADT" "A54" "ADT_A54" Register None,           "change of attending doctor" "担当医の変更";
     4 Adt01 "ADT" "A55" "ADT_A52" Cancel   None,           "change of attending doctor: cancel" "担当医の取消";
     5 Adt12 "ADT" "A04" "ADT_A01" Register Some("PV1-44"), "outpatient reception" "外来診察の受付";
     6 Adt21 "ADT" "A14" "ADT_A05" Register Some("PV2-8"),  "admission planned" "入院予定";
     7 Adt21 "ADT" "A27" "ADT_A21" Cancel   Some("PV2-8"),  "admission planned: cancel" "入院予定の取消";
     8 Adt22 "ADT" "A01" "ADT_A01" Register Some("PV1-44"), "admission" "入院実施";
     9 Adt22 "ADT" "A11" "ADT_A09" Cancel   Some("PV1-44"), "admission: cancel" "入院実施の取消";
    10 Adt31 "ADT" "A21" "ADT_A21" Register Some("EVN-6"),  "leave of absence starts" "外出泊実施";
    11 Adt31 "ADT" "A52" "ADT_A52" Cancel   Some("EVN-6"),  "leave of absence: cancel" "外出泊実施の取消";
    12 Adt32 "ADT" "A22" "ADT_A21" Register Some("EVN-6"),  "return from leave" "外出泊帰院実施";
    13 Adt32 "ADT" "A53" "ADT_A52" Cancel   Some("PV2-47"), "return from leave: cancel" "外出泊帰院実施の取消";
    14 Adt41 "ADT" "A15" "ADT_A15" Register Some("PV2-8"),  "transfer planned" "転科・転棟(転室・転床)予定";
    15 Adt41 "ADT" "A26" "ADT_A21" Cancel   Some("PV2-8"),  "transfer planned: cancel" "転科・転棟(転室・転床)予定の取消";
    16 Adt42 "ADT" "A02" "ADT_A02" Register Some("EVN-6"),  "transfer" "転科・転棟(転室・転床)実施";
    17 Adt42 "ADT" "A12" "ADT_A09" Cancel   Some("EVN-6"),  "transfer: cancel" "転科・転棟(転室・転床)実施の取消";
    18 Adt51 "ADT" "A16" "ADT_A16" Register Some("PV2-9"),  "discharge planned" "退院予定";
    19 Adt51 "ADT" "A25" "ADT_A21" Cancel   Some("PV2-9"),  "discharge planned: cancel" "退院予定の取消";
    20 Adt52 "ADT" "A03" "ADT_A03" Register Some("PV1-45"), "discharge" "退院実施";
    21 Adt52 "ADT" "A13" "ADT_A01" Cancel   Some("PV1-45"), "discharge: cancel" "退院実施の取消";
    22 Adt61 "ADT" "A60" "ADT_A60" Register None,           "allergies: register or update" "アレルギー情報の登録／更新";
    23 Ppr01 "PPR" "ZD1" "PPR_ZD1" Register None,           "diseases: register or update" "病名（歴）情報の登録／更新";
    24 Omd   "OMD" "O03" "OMD_O03" Register Some("ORC-9"),  "diet order" "食事オーダ";
    25 Omp01 "RDE" "O11" "RDE_O11" Register Some("ORC-9"),  "prescription order" "処方オーダ";
    26 Omp11 "RAS" "O17" "RAS_O17" Register Some("RXA-3"),  "prescription performed" "処方実施通知";
    27 Omp02 "RDE" "O11" "RDE_O11" Register Some("ORC-9"),  "injection order" "注射オーダ";
    28 Omp12 "RAS" "O17" "RAS_O17" Register Some("RXA-3"),  "injection performed" "注射実施通知";
    29 Oml01 "OML" "O33" "OML_O33" Register Some("ORC-9"),  "laboratory order" "検体検査オーダ";
    30 Oml11 "OUL" "R22" "OUL_R22" Register Some("SPM-17"), "laboratory result" "検体検査結果通知";
    31 Omg01 "OMG" "O19" "OMG_O19" Register Some("ORC-9"),  "radiology order" "放射線検査オーダ";
    32 Omg11 "OMI" "Z23" "OMI_Z23" Register Some("OBR-7"),  "radiology performed" "放射線検査の実施通知";
    33 Omg02 "OMG" "O19" "OMG_O19" Register Some("ORC-9"),  "endoscopy order" "内視鏡検査オーダ";
    34 Omg12 "OMI" "Z23" "OMI_Z23" Register Some("OBR-7"),  "endoscopy performed" "内視鏡検査の実施通知";
    35 Omg03 "OMG" "O19" "OMG_O19" Register Some("ORC-9"),  "physiology order" "生理検査オーダ";
    36 Omg13 "ORU" "R01" "ORU_R01" Register Some("OBR-7"),  "physiology result" "生理検査結果通知";
}

/// Says whether a text has the shape of a data kind with a number, or is `OMD`. Three letters alone are too common a name
/// for a folder (`old`, `tmp`) to be taken for a kind.
pub(crate) fn is_kind_shaped(text: &str) -> bool {
    let shaped = matches!(text.as_bytes(), [a, b, c, b'-', d, e]
        if [a, b, c].iter().all(|l| l.is_ascii_alphabetic()) && [d, e].iter().all(|n| n.is_ascii_digit()));
    shaped || text.eq_ignore_ascii_case("OMD")
}

/// Says whether a folder is a data kind of the standardized storage or a data-type folder (データ種別フォルダ) of the extended
/// one, whose parts are joined by `^`.
pub(crate) fn is_kind_folder(level: &str) -> bool {
    is_kind_shaped(level) || level.contains('^')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_complete() {
        assert_eq!(DataKind::ALL.len(), 26);
        assert_eq!(MESSAGE_KINDS.len(), 36);
        for (n, message) in MESSAGE_KINDS.iter().enumerate() {
            assert_eq!(usize::from(message.number), n + 1);
            assert_eq!(message.date_source.is_none(), message.data_kind.is_dateless(), "{}", message.number);
            assert!(message.structure.starts_with(message.code));
        }
    }

    #[test]
    fn every_kind_has_a_registering_message_first_and_reads_as_it_prints() {
        for &kind in DataKind::ALL {
            assert_eq!(kind.message_kinds().next().map(|m| m.action), Some(Action::Register), "{kind}");
            assert_eq!(kind.to_string().parse(), Ok(kind));
            assert_eq!(DataKind::from_name_ignoring_case(&kind.as_str().to_lowercase()), Some(kind));
            assert!(is_kind_shaped(kind.as_str()));
            assert!(!kind.japanese().is_empty() && !kind.english().is_empty());
        }
    }

    #[test]
    fn what_is_not_a_kind_is_refused() {
        for text in ["", "OMP", "OMP-03", "omp-01", "OML-12", "OMP-01 ", "処方"] {
            assert_eq!(text.parse::<DataKind>(), Err(ParseDataKindError), "{text}");
        }
        assert!(!is_kind_shaped("old"));
        assert!(!DataKind::Omp01.holds("OUL", "R22"));
        assert!(DataKind::Adt22.holds("ADT", "A11"));
    }
}
