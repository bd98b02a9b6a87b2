//! What to write for characters that JIS X 0208 lacks.

/// Converts the start of `rest` as the table of the National Hospital Organization (国立病院機構) does; returns how many bytes
/// of it that is, and what to write instead.
pub(super) fn convert(rest: &str) -> Option<(usize, &'static str)> {
    let mut chars = rest.chars();
    let c = chars.next()?;
    let len = c.len_utf8();
    let voiced = match chars.next() {
        Some('ﾞ') => find(&VOICED, c),
        Some('ﾟ') => find(&SEMI_VOICED, c),
        _ => None,
    };
    if let Some(kana) = voiced {
        // Both marks are as long as the katakana they follow.
        return Some((len.saturating_mul(2), kana));
    }
    Some((len, find(&KATAKANA, c).or_else(|| find(&VENDOR, c))?))
}

/// Returns the standard form of a variant of a kanji, or the nearest relative of a sign.
pub(super) fn variant(c: char) -> Option<&'static str> {
    find(&VARIANTS, c)
}

type Row = (char, &'static str);

fn find(table: &[Row], c: char) -> Option<&'static str> {
    let at = table.binary_search_by_key(&c, |row| row.0).ok()?;
    table.get(at).map(|row| row.1)
}

/// The vendor characters of the organization's conversion table (NEC row 13), sorted. Where our source for it names a group
/// only (㍉ ㌔ and so on, ∮ ∑ ∟ ⊿), the members are spelled out here; 〝 〟 ㏍ are ours.
#[rustfmt::skip]
static VENDOR: [Row; 84] = [
    ('№', "No."), ('℡', "Tel"), ('Ⅰ', "I"), ('Ⅱ', "II"), ('Ⅲ', "III"), ('Ⅳ', "IV"), ('Ⅴ', "V"), ('Ⅵ', "VI"),
    ('Ⅶ', "VII"), ('Ⅷ', "VIII"), ('Ⅸ', "IX"), ('Ⅹ', "X"), ('ⅰ', "i"), ('ⅱ', "ii"), ('ⅲ', "iii"), ('ⅳ', "iv"),
    ('ⅴ', "v"), ('ⅵ', "vi"), ('ⅶ', "vii"), ('ⅷ', "viii"), ('ⅸ', "ix"), ('ⅹ', "x"), ('∑', "Σ"), ('∟', "∠"),
    ('∮', "∫"), ('⊿', "△"), ('①', "(1)"), ('②', "(2)"), ('③', "(3)"), ('④', "(4)"), ('⑤', "(5)"),
    ('⑥', "(6)"), ('⑦', "(7)"), ('⑧', "(8)"), ('⑨', "(9)"), ('⑩', "(10)"), ('⑪', "(11)"), ('⑫', "(12)"),
    ('⑬', "(13)"), ('⑭', "(14)"), ('⑮', "(15)"), ('⑯', "(16)"), ('⑰', "(17)"), ('⑱', "(18)"), ('⑲', "(19)"),
    ('⑳', "(20)"), ('〝', "“"), ('〟', "”"), ('㈱', "(株)"), ('㈲', "(有)"), ('㈹', "(代)"), ('㊤', "(上)"),
    ('㊥', "(中)"), ('㊦', "(下)"), ('㊧', "(左)"), ('㊨', "(右)"), ('㌃', "アール"), ('㌍', "カロリー"),
    ('㌔', "キロ"), ('㌘', "グラム"), ('㌢', "センチ"), ('㌣', "セント"), ('㌦', "ドル"), ('㌧', "トン"),
    ('㌫', "パーセント"), ('㌶', "ヘクタール"), ('㌻', "ページ"), ('㍉', "ミリ"), ('㍊', "ミリバール"),
    ('㍍', "メートル"), ('㍑', "リットル"), ('㍗', "ワット"), ('㍻', "平成"), ('㍼', "昭和"), ('㍽', "大正"),
    ('㍾', "明治"), ('㎎', "mg"), ('㎏', "kg"), ('㎜', "mm"), ('㎝', "cm"), ('㎞', "km"), ('㎡', "m*2"),
    ('㏄', "cc"), ('㏍', "K.K."),
];

/// Half-width katakana, sorted.
#[rustfmt::skip]
static KATAKANA: [Row; 63] = [
    ('｡', "。"), ('｢', "「"), ('｣', "」"), ('､', "、"), ('･', "・"), ('ｦ', "ヲ"), ('ｧ', "ァ"), ('ｨ', "ィ"),
    ('ｩ', "ゥ"), ('ｪ', "ェ"), ('ｫ', "ォ"), ('ｬ', "ャ"), ('ｭ', "ュ"), ('ｮ', "ョ"), ('ｯ', "ッ"), ('ｰ', "ー"),
    ('ｱ', "ア"), ('ｲ', "イ"), ('ｳ', "ウ"), ('ｴ', "エ"), ('ｵ', "オ"), ('ｶ', "カ"), ('ｷ', "キ"), ('ｸ', "ク"),
    ('ｹ', "ケ"), ('ｺ', "コ"), ('ｻ', "サ"), ('ｼ', "シ"), ('ｽ', "ス"), ('ｾ', "セ"), ('ｿ', "ソ"), ('ﾀ', "タ"),
    ('ﾁ', "チ"), ('ﾂ', "ツ"), ('ﾃ', "テ"), ('ﾄ', "ト"), ('ﾅ', "ナ"), ('ﾆ', "ニ"), ('ﾇ', "ヌ"), ('ﾈ', "ネ"),
    ('ﾉ', "ノ"), ('ﾊ', "ハ"), ('ﾋ', "ヒ"), ('ﾌ', "フ"), ('ﾍ', "ヘ"), ('ﾎ', "ホ"), ('ﾏ', "マ"), ('ﾐ', "ミ"),
    ('ﾑ', "ム"), ('ﾒ', "メ"), ('ﾓ', "モ"), ('ﾔ', "ヤ"), ('ﾕ', "ユ"), ('ﾖ', "ヨ"), ('ﾗ', "ラ"), ('ﾘ', "リ"),
    ('ﾙ', "ル"), ('ﾚ', "レ"), ('ﾛ', "ロ"), ('ﾜ', "ワ"), ('ﾝ', "ン"), ('ﾞ', "゛"), ('ﾟ', "゜"),
];

/// Half-width katakana before ﾞ, sorted.
#[rustfmt::skip]
static VOICED: [Row; 21] = [
    ('ｳ', "ヴ"), ('ｶ', "ガ"), ('ｷ', "ギ"), ('ｸ', "グ"), ('ｹ', "ゲ"), ('ｺ', "ゴ"), ('ｻ', "ザ"), ('ｼ', "ジ"),
    ('ｽ', "ズ"), ('ｾ', "ゼ"), ('ｿ', "ゾ"), ('ﾀ', "ダ"), ('ﾁ', "ヂ"), ('ﾂ', "ヅ"), ('ﾃ', "デ"), ('ﾄ', "ド"),
    ('ﾊ', "バ"), ('ﾋ', "ビ"), ('ﾌ', "ブ"), ('ﾍ', "ベ"), ('ﾎ', "ボ"),
];

/// Half-width katakana before ﾟ, sorted.
#[rustfmt::skip]
static SEMI_VOICED: [Row; 5] = [
    ('ﾊ', "パ"), ('ﾋ', "ピ"), ('ﾌ', "プ"), ('ﾍ', "ペ"), ('ﾎ', "ポ"),
];

/// Variants that names and addresses are full of, and signs that look alike, sorted. Not part of the organization's table.
///
/// The compatibility ideographs follow their Unicode decompositions; the others are pairs of the old and the common
/// form of the same character.
#[rustfmt::skip]
static VARIANTS: [Row; 180] = [
    ('¥', "￥"), ('¦', "｜"), ('µ', "μ"), ('–', "－"), ('•', "・"), ('‾', "￣"), ('俠', "侠"), ('倂', "併"),
    ('兊', "兌"), ('內', "内"), ('冝', "宜"), ('凞', "熙"), ('剝', "剥"), ('卽', "即"), ('吳', "呉"),
    ('噓', "嘘"), ('嚙', "噛"), ('塡', "填"), ('增', "増"), ('姬', "姫"), ('姸', "妍"), ('娛', "娯"),
    ('寬', "寛"), ('尙', "尚"), ('屛', "屏"), ('巢', "巣"), ('幷', "并"), ('徵', "徴"), ('德', "徳"),
    ('悅', "悦"), ('戾', "戻"), ('揭', "掲"), ('搔', "掻"), ('摑', "掴"), ('擊', "撃"), ('攢', "攅"),
    ('敎', "教"), ('昻', "昂"), ('晚', "晩"), ('曆', "暦"), ('曻', "昇"), ('杦', "杉"), ('栁', "柳"),
    ('桒', "桑"), ('橫', "横"), ('步', "歩"), ('歷', "歴"), ('每', "毎"), ('涉', "渉"), ('淚', "涙"),
    ('淸', "清"), ('渴', "渇"), ('溫', "温"), ('潑', "溌"), ('濵', "浜"), ('瀆', "涜"), ('瀨', "瀬"),
    ('焰', "焔"), ('甁', "瓶"), ('產', "産"), ('瘦', "痩"), ('硏', "研"), ('禱', "祷"), ('稅', "税"),
    ('簞', "箪"), ('綠', "緑"), ('緖', "緒"), ('緣', "縁"), ('繫', "繋"), ('脫', "脱"), ('萊', "莱"),
    ('蔣', "蒋"), ('蔥', "葱"), ('薰', "薫"), ('虛', "虚"), ('蟬', "蝉"), ('蠟', "蝋"), ('說', "説"),
    ('賴', "頼"), ('郞', "郎"), ('鄕', "郷"), ('醬', "醤"), ('銳', "鋭"), ('錄', "録"), ('閒', "間"),
    ('閱', "閲"), ('靑', "青"), ('頰', "頬"), ('顚', "顛"), ('驒', "騨"), ('髙', "高"), ('鷗', "鴎"),
    ('麴', "麹"), ('黑', "黒"), ('\u{F928}', "廊"), ('\u{F929}', "朗"), ('\u{F9D0}', "類"),
    ('\u{F9DC}', "隆"), ('\u{FA10}', "塚"), ('\u{FA11}', "崎"), ('\u{FA12}', "晴"), ('\u{FA16}', "猪"),
    ('\u{FA17}', "益"), ('\u{FA18}', "礼"), ('\u{FA19}', "神"), ('\u{FA1A}', "祥"), ('\u{FA1B}', "福"),
    ('\u{FA1C}', "靖"), ('\u{FA1D}', "精"), ('\u{FA1E}', "羽"), ('\u{FA1F}', "臈"), ('\u{FA22}', "諸"),
    ('\u{FA25}', "逸"), ('\u{FA26}', "都"), ('\u{FA2A}', "飯"), ('\u{FA2B}', "飼"), ('\u{FA2C}', "館"),
    ('\u{FA2D}', "鶴"), ('\u{FA2F}', "隷"), ('\u{FA30}', "侮"), ('\u{FA31}', "僧"), ('\u{FA32}', "免"),
    ('\u{FA33}', "勉"), ('\u{FA34}', "勤"), ('\u{FA35}', "卑"), ('\u{FA36}', "喝"), ('\u{FA37}', "嘆"),
    ('\u{FA38}', "器"), ('\u{FA39}', "塀"), ('\u{FA3A}', "墨"), ('\u{FA3B}', "層"), ('\u{FA3C}', "屮"),
    ('\u{FA3D}', "悔"), ('\u{FA3E}', "慨"), ('\u{FA3F}', "憎"), ('\u{FA40}', "懲"), ('\u{FA41}', "敏"),
    ('\u{FA42}', "既"), ('\u{FA43}', "暑"), ('\u{FA44}', "梅"), ('\u{FA45}', "海"), ('\u{FA46}', "渚"),
    ('\u{FA47}', "漢"), ('\u{FA48}', "煮"), ('\u{FA4A}', "琢"), ('\u{FA4B}', "碑"), ('\u{FA4C}', "社"),
    ('\u{FA4D}', "祉"), ('\u{FA4E}', "祈"), ('\u{FA4F}', "祐"), ('\u{FA50}', "祖"), ('\u{FA51}', "祝"),
    ('\u{FA52}', "禍"), ('\u{FA53}', "禎"), ('\u{FA54}', "穀"), ('\u{FA55}', "突"), ('\u{FA56}', "節"),
    ('\u{FA57}', "練"), ('\u{FA58}', "縉"), ('\u{FA59}', "繁"), ('\u{FA5A}', "署"), ('\u{FA5B}', "者"),
    ('\u{FA5C}', "臭"), ('\u{FA5F}', "著"), ('\u{FA60}', "褐"), ('\u{FA61}', "視"), ('\u{FA62}', "謁"),
    ('\u{FA63}', "謹"), ('\u{FA64}', "賓"), ('\u{FA65}', "贈"), ('\u{FA67}', "逸"), ('\u{FA68}', "難"),
    ('\u{FA69}', "響"), ('\u{FA6A}', "頻"), ('\u{FA6B}', "恵"), ('\u{FA6D}', "舘"), ('＂', "”"), ('＇', "’"),
    ('￤', "｜"), ('𠮷', "吉"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charset::{Charset, EncodeOptions};

    #[test]
    fn the_tables_are_sorted_and_lead_into_jis_x_0208() {
        let strict = EncodeOptions::new();
        for table in [VENDOR.as_slice(), &KATAKANA, &VOICED, &SEMI_VOICED, &VARIANTS] {
            assert!(table.is_sorted_by(|a, b| a.0 < b.0));
            for (c, text) in table {
                assert!(!Charset::Iso2022Jp.can_encode(*c, &strict), "{c} needs no substitute");
                assert!(text.chars().all(|c| Charset::Iso2022Jp.can_encode(c, &strict)), "{c} as {text}");
                assert!(!text.contains(['|', '^', '~', '\\', '&']), "{c} as {text}");
            }
        }
    }
}
