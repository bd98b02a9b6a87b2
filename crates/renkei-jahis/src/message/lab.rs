//! What the laboratory messages share: requests with their items, specimens and containers, and which structure can carry
//! which order or report.
//!
//! Three arrangements are in use. SS-MIX2 goes by specimen (OML^O33, OUL^R22); others go by the container of a specimen
//! (OML^O35, OUL^R23), or by the order, with its specimens inside (OML^O21, OUL^R21, OUL^R24).
//!
//! In the standard a prior result may begin with ORC, as the next order does; in our structures it begins with PID, so that
//! no order is taken for a result of the past. Japan does not use prior results.

use renkei_model::Exchange;
use renkei_model::exchange::Acknowledgement;
use renkei_model::observation::{ObservationGroup, OrderPlace};
use renkei_model::order::OrderHeader;
use renkei_model::specimen::{Container, ContainerGroup, LabOrder, SpecimenGroup};
use renkei_model::value::{Blank, Text};

use super::{content, no_key, oul_r22, preamble};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{cti, dg1, err, inv, msa, msh, nte, obr, obx, orc, sac, sft, spm, tq1};

/// `MSH [{SFT}] [{NTE}] [PATIENT( PID [PD1] [{NTE}] [{NK1}] [PATIENT_VISIT( PV1 [PV2] )] [{INSURANCE( IN1 [IN2] [IN3] )}] [GT1] [{AL1}] )]`
pub(super) fn ordered_for<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::contacts(m, exchange);
    preamble::visit(m, exchange);
    preamble::background(m, exchange);
}

/// An order whose ORDER groups hang on specimens: `{SPECIMEN( SPM [{OBX}] [{CONTAINER}] {ORDER} )}`
pub(super) fn orders_by_specimen<M: Mapper>(m: &mut M, order: &mut LabOrder) {
    let LabOrder { header, specimens } = order;
    let mut said = None;
    m.groups("SPECIMEN", "specimens", specimens, oul_r22::specimen_key, |m, group| {
        specimen(m, group);
        m.groups("CONTAINER", "containers", &mut group.containers, no_key, container);
        m.groups("ORDER", "groups", &mut group.groups, oul_r22::group_key, |m, group| {
            requested(m, group, Hoist { common: &mut *header, said: &mut said, out: 2 });
            request_end(m, group);
        });
    });
}

/// An order whose ORDER groups hang on containers: `{SPECIMEN( SPM [{OBX}] {SPECIMEN_CONTAINER( SAC {ORDER} )} )}`
pub(super) fn orders_by_container<M: Mapper>(m: &mut M, order: &mut LabOrder) {
    let LabOrder { header, specimens } = order;
    let mut said = None;
    m.groups("SPECIMEN", "specimens", specimens, oul_r22::specimen_key, |m, group| {
        specimen(m, group);
        m.groups("SPECIMEN_CONTAINER", "by_container", &mut group.by_container, container_key, |m, group| {
            m.scope("container", &mut group.container, container);
            m.groups("ORDER", "groups", &mut group.groups, oul_r22::group_key, |m, group| {
                requested(m, group, Hoist { common: &mut *header, said: &mut said, out: 3 });
                request_end(m, group);
            });
        });
    });
}

/// An order whose specimens stand inside: `{ORDER( ORC [{TIMING}] [OBSERVATION_REQUEST( OBR … [{SPECIMEN}] )] )}`
pub(super) fn orders_by_order<M: Mapper>(m: &mut M, order: &mut LabOrder) {
    let LabOrder { header, specimens } = order;
    let mut said = None;
    first(m, "specimens[0]", specimens, |m, all| {
        m.groups("ORDER", "groups", &mut all.groups, oul_r22::group_key, |m, group| {
            requested(m, group, Hoist { common: &mut *header, said: &mut said, out: 2 });
            described(m, group);
            request_end(m, group);
        });
    });
}

/// `SPM [{OBX}]`
pub(super) fn specimen<M: Mapper>(m: &mut M, group: &mut SpecimenGroup) {
    m.scope("specimen", &mut group.specimen, |m, specimen| {
        m.segment(&spm::SPM, |m| spm::map(m, specimen));
    });
    m.segments(&obx::OBX, "observations", &mut group.observations, obx::map);
}

/// `SAC [INV] [{OBX}]`
pub(super) fn container<M: Mapper>(m: &mut M, container: &mut Container) {
    m.segment(&sac::SAC, |m| sac::map(m, container));
    m.boxed("substance", &mut container.substance, |m, substance| {
        m.segment(&inv::INV, |m| inv::map(m, substance));
    });
    m.segments(&obx::OBX, "observations", &mut container.observations, obx::map);
}

/// `[{SPECIMEN( SPM [{OBX}] [{CONTAINER}] )}]` inside of what was ordered.
pub(super) fn described<M: Mapper>(m: &mut M, group: &mut ObservationGroup) {
    m.groups("SPECIMEN", "specimens", &mut group.specimens, no_key, |m, described| {
        m.scope("specimen", &mut described.specimen, |m, specimen| {
            m.segment(&spm::SPM, |m| spm::map(m, specimen));
        });
        m.segments(&obx::OBX, "observations", &mut described.observations, obx::map);
        m.groups("CONTAINER", "containers", &mut described.containers, no_key, container);
    });
}

/// `ORC [{TIMING( TQ1 [{TQ2}] )}] OBR [TCD] [{NTE}] [{DG1}] [{OBSERVATION( OBX [TCD] [{NTE}] )}]`
fn requested<M: Mapper>(m: &mut M, group: &mut ObservationGroup, header: Hoist<'_, OrderHeader>) {
    order_first(m, group, header);
    m.groups("TIMING", "timings", &mut group.timings, no_key, |m, timing| {
        m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
    });
    m.scope("request", &mut group.request, |m, request| {
        m.segment(&obr::OBR, |m| obr::map(m, request));
    });
    m.segments(&nte::NTE, "notes", &mut group.notes, nte::map);
    m.scope("request", &mut group.request, |m, request| {
        m.segments(&dg1::DG1, "diagnoses", &mut request.diagnoses, dg1::map);
    });
    // Ordered items are observations without a value; conditions of the order have one.
    items(m, "OBSERVATION", group);
}

/// `[ORC]` before what was requested. One that is missing is not made up when the message is written again.
pub(super) fn order_first<M: Mapper>(
    m: &mut M,
    group: &mut ObservationGroup,
    header: Hoist<'_, OrderHeader>,
) {
    if m.is_reading() && m.order_of(&orc::ORC, &obr::OBR).is_none() {
        group.order_place = OrderPlace::Missing;
    }
    oul_r22::order(m, group, header);
}

/// `[{FT1}] [{CTI}] [BLG]`, the end of a request.
fn request_end<M: Mapper>(m: &mut M, group: &mut ObservationGroup) {
    m.segments(&cti::CTI, "trials", &mut group.trials, cti::map);
}

/// Observations with their notes, in the group that the structure has for them.
pub(super) fn items<M: Mapper>(m: &mut M, name: &'static str, group: &mut ObservationGroup) {
    m.groups(name, "items", &mut group.items, no_key, |m, item| {
        m.segment(&obx::OBX, |m| obx::map(m, item));
        m.segments(&nte::NTE, "notes", &mut item.notes, nte::map);
    });
}

/// Maps the first value of a list, which is there when something in it is: what has no specimen to hang on hangs on a
/// blank one. The name is that of the list with the place, `specimens[0]`.
pub(super) fn first<M: Mapper, T: Default + Blank>(
    m: &mut M,
    name: &'static str,
    values: &mut Vec<T>,
    map: impl FnMut(&mut M, &mut T),
) {
    if values.is_empty() {
        values.push(T::default());
    }
    if let Some(value) = values.first_mut() {
        m.scope(name, value, map);
    }
    if values.iter().all(Blank::is_blank) {
        values.clear();
    }
}

/// `MSH MSA [{ERR}] [{SFT}] [{NTE}] [RESPONSE( [PATIENT( PID … )] )]`, an answer with the order as it was taken.
pub(super) fn answer<M: Mapper>(m: &mut M, exchange: &mut Exchange, map: impl Fn(&mut M, &mut LabOrder)) {
    m.scope("header", &mut exchange.header, |m, header| m.segment(&msh::MSH, |m| msh::map(m, header)));
    let Some(answer) = content!(exchange, Acknowledgement) else { return };
    m.scope("content", &mut **answer, |m, answer| {
        m.segment(&msa::MSA, |m| msa::map(m, answer));
        m.segments(&err::ERR, "errors", &mut answer.errors, err::map);
    });
    m.scope("header", &mut exchange.header, |m, header| {
        m.segments(&sft::SFT, "software", &mut header.software, sft::map);
        m.trailing(&nte::NTE, "notes", &mut header.notes, nte::map);
    });
    preamble::patient(m, exchange);
    let Some(answer) = content!(exchange, Acknowledgement) else { return };
    m.scope("content", &mut **answer, |m, answer: &mut Acknowledgement| {
        m.boxed("laboratory", &mut answer.laboratory, |m, order| map(m, order));
    });
}

/// A container is the same while its identifier is.
pub(super) fn container_key(group: &ContainerGroup) -> Option<Text> {
    group.container.id.value().and_then(|id| id.value.clone())
}

/// Says whether a structure that goes by specimen can carry this.
pub(super) fn by_specimen(specimens: &[SpecimenGroup]) -> bool {
    specimens.iter().all(|s| s.by_container.is_empty() && s.groups.iter().all(|g| g.specimens.is_empty()))
}

/// Says whether a structure that goes by container can carry this.
pub(super) fn by_container(specimens: &[SpecimenGroup]) -> bool {
    let inside =
        |s: &SpecimenGroup| s.by_container.iter().flat_map(|c| &c.groups).all(|g| g.specimens.is_empty());
    specimens.iter().all(|s| s.groups.is_empty() && s.containers.is_empty() && inside(s))
}

/// Says whether a structure that goes by order can carry this.
pub(super) fn by_order(specimens: &[SpecimenGroup]) -> bool {
    let bare = |s: &SpecimenGroup| {
        s.specimen.is_blank()
            && s.observations.is_empty()
            && s.containers.is_empty()
            && s.by_container.is_empty()
    };
    specimens.len() <= 1 && specimens.iter().all(bare)
}
