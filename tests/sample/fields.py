"""The entities of the sample in the order they are made, their code prefixes and their columns."""

_TABLE = """
unit UNI: name kind parent manager controller employees inhabitants_served pupils budget it_budget cost_centre from to
    succeeded_by
person PRS: name login email unit manager title kind supplier owner language active_from active_to absent_from absent_to
    absence access
supplier LEV: name part_of organisation_number contact country notes
object OBJ: name parent unit side purpose
plan PLN: object year state decision budget text
service SRV: name unit object audience digital from to users criticality description contact_support
    contact_development
volume VOL: service year channel number
system SYS: name aliases parent purpose replacement_value unit object version phase pilot_until in_use_from
    planned_retirement retired_on replaced_by origin hosting supplier operated_by maintained_by users criticality
    essential recovery_hours data_loss_hours continuity_plan continuity_tested confidentiality integrity availability
    traceability classified classified_by classify_next data_owned open_standards open_api data_export export_format
    export_tested exit_plan exit_cost exit_tested introduction_months alternative documentation documented key_person
    skills rights_to_code risk_assessed risk_level risk_next impact_assessment third_country data_location uses_ai
    ai_purpose ai_human_control accessibility accessibility_checked downtime_target usability hassle_hours reviewed
    review_months notes secrecy_ground secrecy_until
assignment ASG: person role system service object unit contract from to deputy
valuation VAL: system date by business_value technical_fit why
information INF: system name controller personal_data secrecy_ground archive_duty disposal_period plan_reference
retirement_step RTS: system kind due done by registry_number
usage USG: system unit users share from to
capability CAP: name parent
system_capability SCP: system capability share
support SUP: service system importance share
integration INT: name from_system to_system external_party direction kind frequency via contract standard critical
    support_end state yearly_cost adaptation_cost
product PRD: name label category aliases identifiers standing standing_until
release REL: product cycle released support_end security_end state is_lts latest source seen
component CMP: system product version release layer vendor_end extended_end own_end remedy upgrade_months source note
reference REF: about title kind registry_number address dated valid_to
contract AVT: name number registry_number parent kind supplier unit procurement bids valid_bids signed start end running
    renewal renewal_months notice_months notice_to irrevocable_until option_months options_used option_notice_months
    terminated yearly_cost total_value ceiling called_off index_name index_percent price_model exit_terms exit_cost
    termination_right data_return transition_help processing_agreement next_procurement procurement_start
    procurement_started notes
contract_system AVS: contract system part share
commitment COM: contract text measure target frequency responsible outcome measured
contract_change CCH: contract date amount ground
licence LIC: name system product pool supplier contract metric quantity pack_size unit_cost period start end renewal
    renewal_months notice_months measured_use measured_on
licence_use LIU: licence person device from to last_used
permission PRM: system person account level role reach from to requested_by approved_by implemented_by reason last_used
    reviewed suspended_from suspended_to removed source
conflict CNF: name first_system first_role second_system second_role severity reason
review REV: kind name scope opened due closed opened_by
review_item RVI: review subject reviewer snapshot decision decided decided_by note carried_out
cost CST: system service object contract year kind basis certainty amount funding class payer account direction
    paid_under note
release_plan RLP: system version title kind change start end state tests_by training_by communication_by rollback risk
    downtime_minutes responsible approved_by planned_ahead
problem PRB: system title root_cause known_error workaround state opened closed
incident INC: system service component category title opened closed priority cause caused_by problem downtime_minutes
    cost significant reported_early reported reported_final
goal GOL: name parent source decision weight direction until
opportunity OPP: title service object unit asked_by received received_by answer_due answer award_published budget
    process_mapped information_mapped digital_first change_reason stage track size urgent external_share
    innovation_share need acceptance new_way_of_working flows roles_changed target_people target_process
    target_technology sponsor it_lead benefit_score functions_kept functions_changed functions_new decide_by decided
    start end baseline_end delivered forecast moved progress spent health old_system_ends old_system_plan help_wanted cause_of_rejection
    rejected_until reviewed_by programme next_technology_needs
opportunity_trigger OPT: opportunity kind about due
opportunity_system OPS: opportunity system role
alternative ALT: opportunity kind title merge_into life_years investment yearly_run yearly_develop_in
    yearly_develop_around change_and_training business_time exit_cost yearly_benefit parallel_months starts ready
    chosen why_not
opportunity_goal OPG: opportunity goal degree
benefit BEN: opportunity title kind beneficiary owner payer measure baseline target outcome yearly_value due measured
requirement REQ: opportunity text level weight traces_to
milestone MIL: opportunity title due done
allocation ALC: opportunity unit person quarter planned used kind
forum FOR: name kind object mandate mandate_amount cadence_months
member MEM: forum person side chair competence
decision DEC: kind forum unit decided_by delegation_point paragraph registry_number date title text reason
    alternatives about term_end outcome basis amount reported follow_up done supersedes
agenda_item AGI: forum date title kind about outcome
activity ACT: title about field responsible due state done rank anchored note
event EVT: title kind year month day length_days recurs forum responsible unit
capacity CPC: unit side quarter hours money
assessment ASM: unit date area level target source answers note
risk RSK: about title probability consequence measure owner next closed
lesson LSN: title about what_happened what_we_learned tags share date
"""


def _parse():
    entities, prefixes = {}, {}
    for line in _TABLE.strip().split("\n"):
        if line.startswith(" "):
            entities[entity] += line.split()
            continue
        head, _, rest = line.partition(":")
        entity, prefixes[head.split()[0]] = head.split()
        entities[entity] = rest.split()
    return entities, prefixes


ENTITIES, PREFIXES = _parse()
