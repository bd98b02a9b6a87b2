use renkei_model::observation::ItemUsed;

use super::{CWE, DataType, ID, NM, ST};
use crate::mapping::Parts;

/// A thing that was used (使用物品), a Japanese data type: `99F01^半切フィルム^99XY7^1^SHT&枚&MR9P^1`. JAHIS 放射線データ交換規約.
#[derive(Clone, Copy, Debug)]
pub enum ZRD {}

impl DataType<ItemUsed> for ZRD {
    fn map<P: Parts>(parts: &mut P, value: &mut ItemUsed) {
        parts.scope("code", &mut value.code, |parts, code| {
            parts.part::<ST, _>(1, "code", &mut code.code);
            parts.part::<ST, _>(2, "display", &mut code.display);
            parts.part::<ID, _>(3, "system", &mut code.system);
        });
        parts.part::<NM, _>(4, "quantity", &mut value.quantity);
        parts.part::<CWE, _>(5, "unit", &mut value.unit);
        parts.part::<NM, _>(6, "film_divisions", &mut value.film_divisions);
    }
}
