/* The rows of test_decision.c, and of nothing else: it knows the types. */

static const struct row rows[] = {
	/* DOMAIN 3.3, the examples */
	{"a component to be answered by replacing the system", "2025-06-01", .criticality = 3,
		.components = {{.vendor = "2027-11-11", .remedy = REPLACE}},
		.decide_by = "2025-08-11", .state = DECISION_NOW, .kind = SUPPORT, .about = 1, .force = MUST, .day = "2027-11-11",
		.lead = 27, .musts = 1},
	{"its contract alone", "2025-06-01", .criticality = 3,
		.contracts = {{.start = "2024-01-01", .end = "2027-12-31", .renewal = NONE}},
		.decide_by = "2025-09-30", .state = DECISION_SOON, .kind = BY_CONTRACT, .about = 1, .force = MUST,
		.day = "2027-12-31", .lead = 27, .musts = 1},
	{"both: because of the component", "2025-06-01", .criticality = 3,
		.components = {{.vendor = "2027-11-11", .remedy = REPLACE}},
		.contracts = {{.start = "2024-01-01", .end = "2027-12-31", .renewal = NONE}},
		.decide_by = "2025-08-11", .state = DECISION_NOW, .kind = SUPPORT, .about = 1, .force = MUST, .day = "2027-11-11",
		.lead = 27, .musts = 2},
	{"renewed tacitly, alone: the third end", "2026-11-22", .criticality = 3,
		.contracts = {{.start = "2024-01-01", .end = "2027-12-31", .renewal = TACIT, .period = 12, .notice = M(6)}},
		.decide_by = "2027-09-30", .state = DECISION_OPEN, .kind = BY_CONTRACT, .about = 1, .force = MAY,
		.day = "2029-12-31", .lead = 27, .doors = 1},
	{"PostgreSQL 14: put right, the system's date not moved", "2026-01-01", .criticality = 3,
		.components = {{.vendor = "2026-11-12", .layer = LAYER_DATABASE, .longer = true}},
		.state = DECISION_NONE, .act_by = "2026-08-12", .lead = 27},
};
