use renkei_hl7v2::segment;
use renkei_model::condition::Condition;

use crate::datatype::{CE, EI, ID, NM, ST, TS};
use crate::mapping::Mapper;

segment! {
    /// PRB (プロブレム詳細): problem details. HL7 v2.5 12.3.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PRB.
    PRB "Problem Details" "プロブレム詳細" clause "HL7 v2.5 12.3.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PRB";
     1 ACTION_CODE                                             ID   2 R - 0287 "Action Code"                                             "アクションコード";
     2 ACTION_DATE_TIME                                        TS  26 R -    - "Action Date/Time"                                        "アクション日付/時刻";
     3 PROBLEM_ID                                              CE 250 R -    - "Problem ID"                                              "プロブレムID";
     4 PROBLEM_INSTANCE_ID                                     EI  60 R -    - "Problem Instance ID"                                     "プロブレムインスタンスID";
     5 EPISODE_OF_CARE_ID                                      EI  60 O -    - "Episode of Care ID"                                      "診療IDエピソード";
     6 PROBLEM_LIST_PRIORITY                                   NM  60 O -    - "Problem List Priority"                                   "プロブレムリストの優先権";
     7 PROBLEM_ESTABLISHED_DATE_TIME                           TS  26 O -    - "Problem Established Date/Time"                           "プロブレム設定日付/時刻";
     8 ANTICIPATED_PROBLEM_RESOLUTION_DATE_TIME                TS  26 O -    - "Anticipated Problem Resolution Date/Time"                "予想されるのプロブレム解決日付/時刻";
     9 ACTUAL_PROBLEM_RESOLUTION_DATE_TIME                     TS  26 O -    - "Actual Problem Resolution Date/Time"                     "実際のプロブレム解決日付/時刻";
    10 PROBLEM_CLASSIFICATION                                  CE 250 O -    - "Problem Classification"                                  "プロブレムの分類";
    11 PROBLEM_MANAGEMENT_DISCIPLINE                           CE 250 O *    - "Problem Management Discipline"                           "プロブレムマネジメント職種";
    12 PROBLEM_PERSISTENCE                                     CE 250 O -    - "Problem Persistence"                                     "プロブレムの長期化";
    13 PROBLEM_CONFIRMATION_STATUS                             CE 250 O -    - "Problem Confirmation Status"                             "プロブレムの確認状態";
    14 PROBLEM_LIFE_CYCLE_STATUS                               CE 250 O -    - "Problem Life Cycle Status"                               "プロブレムのライフサイクル状態";
    15 PROBLEM_LIFE_CYCLE_STATUS_DATE_TIME                     TS  26 O -    - "Problem Life Cycle Status Date/Time"                     "プロブレムのライフサイクル状態の日付/時刻";
    16 PROBLEM_DATE_OF_ONSET                                   TS  26 O -    - "Problem Date of Onset"                                   "プロブレムの発生日付";
    17 PROBLEM_ONSET_TEXT                                      ST  80 O -    - "Problem Onset Text"                                      "プロブレムの発生テキスト";
    18 PROBLEM_RANKING                                         CE 250 O -    - "Problem Ranking"                                         "プロブレムのランキング";
    19 CERTAINTY_OF_PROBLEM                                    CE 250 O -    - "Certainty of Problem"                                    "プロブレムの確実性";
    20 PROBABILITY_OF_PROBLEM                                  NM   5 O -    - "Probability of Problem"                                  "プロブレムの確率(0-1)";
    21 INDIVIDUAL_AWARENESS_OF_PROBLEM                         CE 250 O -    - "Individual Awareness of Problem"                         "プロブレムの個々の認識";
    22 PROBLEM_PROGNOSIS                                       CE 250 O -    - "Problem Prognosis"                                       "プロブレムの予後";
    23 INDIVIDUAL_AWARENESS_OF_PROGNOSIS                       CE 250 O -    - "Individual Awareness of Prognosis"                       "予後についての患者個人の認識";
    24 FAMILY_SIGNIFICANT_OTHER_AWARENESS_OF_PROBLEM_PROGNOSIS ST 200 O -    - "Family/Significant Other Awareness of Problem/Prognosis" "プロブレム/予後についての家族その他重要な関係者の認識";
    25 SECURITY_SENSITIVITY                                    CE 250 O -    - "Security/Sensitivity"                                    "セキュリティ/感受性";
}

/// Maps a disease.
pub(crate) fn map<M: Mapper>(m: &mut M, condition: &mut Condition) {
    m.field(ACTION_CODE, "action", &mut condition.action);
    m.field(ACTION_DATE_TIME, "action_at", &mut condition.action_at);
    m.field(PROBLEM_ID, "code", &mut condition.code);
    m.field(PROBLEM_INSTANCE_ID, "id", &mut condition.id);
    m.field(EPISODE_OF_CARE_ID, "episode", &mut condition.episode);
    m.field(PROBLEM_LIST_PRIORITY, "priority", &mut condition.priority);
    m.field(PROBLEM_ESTABLISHED_DATE_TIME, "established_at", &mut condition.established_at);
    m.field(ANTICIPATED_PROBLEM_RESOLUTION_DATE_TIME, "expected_end_at", &mut condition.expected_end_at);
    m.field(ACTUAL_PROBLEM_RESOLUTION_DATE_TIME, "ended_at", &mut condition.ended_at);
    m.field(PROBLEM_CLASSIFICATION, "classification", &mut condition.classification);
    m.field(PROBLEM_MANAGEMENT_DISCIPLINE, "disciplines", &mut condition.disciplines);
    m.field(PROBLEM_PERSISTENCE, "persistence", &mut condition.persistence);
    m.field(PROBLEM_CONFIRMATION_STATUS, "confirmation", &mut condition.confirmation);
    m.field(PROBLEM_LIFE_CYCLE_STATUS, "outcome", &mut condition.outcome);
    m.field(PROBLEM_LIFE_CYCLE_STATUS_DATE_TIME, "outcome_at", &mut condition.outcome_at);
    m.field(PROBLEM_DATE_OF_ONSET, "onset_at", &mut condition.onset_at);
    // The base standard means the onset; in Japan it is the name of the disease with its modifiers.
    m.field(PROBLEM_ONSET_TEXT, "name", &mut condition.name);
    m.field(PROBLEM_RANKING, "ranking", &mut condition.ranking);
    m.boxed("details", &mut condition.details, |m, details| {
        m.field(CERTAINTY_OF_PROBLEM, "certainty", &mut details.certainty);
        m.field(PROBABILITY_OF_PROBLEM, "probability", &mut details.probability);
        m.field(INDIVIDUAL_AWARENESS_OF_PROBLEM, "patient_awareness", &mut details.patient_awareness);
        m.field(PROBLEM_PROGNOSIS, "prognosis", &mut details.prognosis);
        m.field(INDIVIDUAL_AWARENESS_OF_PROGNOSIS, "prognosis_awareness", &mut details.prognosis_awareness);
        m.field(
            FAMILY_SIGNIFICANT_OTHER_AWARENESS_OF_PROBLEM_PROGNOSIS,
            "family_awareness",
            &mut details.family_awareness,
        );
        m.field(SECURITY_SENSITIVITY, "confidentiality", &mut details.confidentiality);
    });
}
