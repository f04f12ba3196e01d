/* LIC: each rule on small registers, one finding for each pool. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/audit_cases.h"

#define PEOPLE                                                                                                         \
	"person name=Lic|access=licence_manager\nperson name=P\nperson name=Left|active_to=2026-11-20\n"                  \
	"person name=Away|absent_from=2026-01-01\nperson name=Gone|active_to=2026-11-22\n"
#define SYSTEM PEOPLE "system name=A|phase=in_use\nsystem name=B|phase=retired\n"
#define LOT(fields) "licence system=SYS-0001|name=L|metric=named_user|unit_cost=100|period=year|" fields "\n"
#define CORES(fields) "licence system=SYS-0001|name=L|metric=core|unit_cost=100|period=year|" fields "\n"
#define SEAT(holder) "licence_use licence=LIC-0001|" holder "\n"
#define D22 "2026-11-22"

static const struct audit_case counts[] = {
	{"LIC-01", "one seat too many, in packs, told of the pool once", SYSTEM LOT("quantity=1|pool=X|pack_size=5")
	 LOT("quantity=0|pool=x|pack_size=5") SEAT("person=PRS-0002") SEAT("person=PRS-0004"),
	 {{D22, "LIC-0001 high"}},
	 .says = "LIC-0001: missing: 1, which cost 500.00 a year to buy; lots in force: 2, together 1; seats held: 2. "
	 "buy what is missing of L, or take seats back [PRS-0001 2026-11-29]"},
	{"LIC-01", "as many as there are", SYSTEM LOT("quantity=1") SEAT("person=PRS-0002"), {{D22, ""}}},
	{"LIC-01", "nobody knows", SYSTEM LOT("quantity=1"), {{D22, ""}}},
	{"LIC-01", "measured", SYSTEM CORES("quantity=8|measured_use=9|measured_on=2026-10-01"), {{D22, "LIC-0001 high"}},
	 .says = "measured 2026-10-01: 9"},
	{"LIC-01", "none in force yet", SYSTEM CORES("quantity=8|measured_use=9|start=2026-11-23"),
	 {{D22, "LIC-0001 high"}, {"2026-11-23", "LIC-0001 high"}}},
	{"LIC-01", "whoever is named for the system's licences", SYSTEM CORES("quantity=8|measured_use=9")
	 "assignment person=PRS-0002|role=licence_manager|system=SYS-0001\n", {{D22, "LIC-0001 high"}}, .says = "[PRS-0002 "},
	{"LIC-01", "who is away is not asked", SYSTEM CORES("quantity=8|measured_use=9")
	 "assignment person=PRS-0004|role=licence_manager|system=SYS-0001\n", {{D22, "LIC-0001 high"}}, .says = "[PRS-0001 "},
	{"LIC-02", "more than a fifth", SYSTEM CORES("quantity=100|measured_use=79"), {{D22, "LIC-0001 medium"}},
	 .says = "LIC-0001: unused: 21, which costs 2,100.00 a year"},
	{"LIC-02", "a fifth", SYSTEM CORES("quantity=100|measured_use=80"), {{D22, ""}}},
	{"LIC-02", "as configured", SYSTEM CORES("quantity=100|measured_use=80"), {{D22, "LIC-0001 medium"}},
	 .conf = "rules = { LIC-02 = { percent = 19; }; };\n"},
	{"LIC-02", "bought for good", SYSTEM "licence name=L|metric=core|quantity=10|measured_use=5|unit_cost=100|"
	 "period=once\n", {{D22, "LIC-0001 medium"}}, .says = "unused: 5, for which 500.00 has been paid"},
	{"LIC-07", "a count is missing, and which lot says none", SYSTEM LOT("quantity=1|pool=X") LOT("pool=X")
	 "licence name=S|metric=site\nlicence name=E|metric=enterprise\n", {{D22, "LIC-0001 low"}},
	 .says = "lots in force that do not say how many: 1. enter how many L is for"},
	{"LIC-07", "of a lot that has ended", SYSTEM LOT("end=2026-11-21"), {{"2026-11-21", "LIC-0001 low"}, {D22, ""}}},
};

#define TACIT "start=2025-01-01|end=2026-12-31|renewal=tacit|renewal_months=12|notice_months=1|"

static const struct audit_case terms[] = {
	{"LIC-03", "notice within ninety days", SYSTEM LOT(TACIT "quantity=1"),
	 {{"2026-08-31", ""}, {"2026-09-01", "LIC-0001 medium"}, {"2026-11-30", "LIC-0001 medium"},
	  {"2026-12-01", ""}},
	 .says = "LIC-0001: L renews itself 2026-12-31: notice by 2026-11-30; costs 100.00 a year; "},
	{"LIC-03", "ends by itself, and where nobody says", SYSTEM LOT("end=2026-12-31|renewal=none") LOT("end=2026-12-30"),
	 {{D22, "LIC-0001 medium; LIC-0002 medium"}, {"2026-12-31", "LIC-0001 medium"}, {"2027-01-01", ""}},
	 .says = "L ends 2026-12-31"},
	{"LIC-03", "the first of a pool", SYSTEM LOT("end=2027-01-31|pool=X") LOT("end=2026-12-31|pool=X"),
	 {{D22, "LIC-0001 medium"}}, .says = "L ends 2026-12-31"},
	{"LIC-03", "another lot follows", SYSTEM LOT("end=2026-12-31|pool=X") LOT("start=2027-03-31|pool=X"), {{D22, ""}}},
	{"LIC-03", "it follows too late", SYSTEM LOT("end=2026-12-31|pool=X") LOT("start=2027-04-01|pool=X"),
	 {{D22, "LIC-0001 medium"}}},
	{"LIC-04", "seats are still held", SYSTEM LOT("end=2026-11-21|quantity=5") SEAT("person=PRS-0002"),
	 {{"2026-11-21", ""}, {D22, "LIC-0001 high"}},
	 .says = "LIC-0001: ended 2026-11-21; missing: 1, which cost 100.00 a year to buy; no lot is in force; seats held: "
	 "1. buy L anew, or see to it that nobody uses it [PRS-0001 2026-11-21]"},
	{"LIC-01+LIC-04", "told once", SYSTEM LOT("end=2026-11-21|quantity=5") SEAT("person=PRS-0002"),
	 {{D22, "LIC-0001 high"}}},
	{"LIC-04", "another lot of the pool holds", SYSTEM LOT("end=2026-11-21|quantity=5|pool=X") LOT("quantity=5|pool=X")
	 SEAT("person=PRS-0002"), {{D22, ""}}},
	{"LIC-04", "nobody holds one any more, nobody ever did", SYSTEM LOT("end=2026-11-21") LOT("end=2026-11-21")
	 SEAT("person=PRS-0002|to=2026-11-01"), {{D22, ""}}},
	{"LIC-04", "a site, as long as the system is used", SYSTEM
	 "licence system=SYS-0001|name=S|metric=site|end=2026-11-01\n"
	 "licence system=SYS-0002|name=S|metric=site|end=2026-11-01\n",
	 {{D22, "LIC-0001 high"}}, .says = "A is used"},
	{"LIC-08", "within a year of one another", SYSTEM LOT("end=2027-06-30|pool=X") LOT("end=2028-06-30|pool=X"),
	 {{D22, "LIC-0001 info"}, {"2027-07-01", ""}},
	 .says = "lots that end on different days: 2, the first 2027-06-30, the last 2028-06-30; costs"},
	{"LIC-08", "the same day, too far apart, another pool, paid once", SYSTEM
	 LOT("end=2027-06-30|pool=X") LOT("end=2027-06-30|pool=X") LOT("end=2027-06-30|pool=Y") LOT("end=2028-07-01|pool=Y")
	 LOT("end=2027-06-30") LOT("end=2027-07-30")
	 "licence name=O|metric=core|period=once|end=2027-06-30|pool=Z\n"
	 "licence name=O|metric=core|period=once|end=2027-07-30|pool=Z\n", {{D22, ""}}},
};

static const struct audit_case seats[] = {
	{"LIC-05", "one who has left", SYSTEM LOT("quantity=9") SEAT("person=PRS-0003") SEAT("person=PRS-0005"),
	 {{"2026-11-20", ""}, {D22, "LIC-0001 medium"}},
	 .says = "LIC-0001: Left has left and holds a seat; these seats cost 100.00 a year. take back the seats of L "
	 "[PRS-0001 "},
	{"LIC-05", "several", SYSTEM LOT("quantity=9") SEAT("person=PRS-0003") SEAT("person=PRS-0005"),
	 {{"2026-11-23", "LIC-0001 medium"}}, .says = "seats of people who have left: 2, one of them Left; these seats cost "
	 "200.00 a year"},
	{"LIC-05", "taken back", SYSTEM LOT("quantity=9") SEAT("person=PRS-0003|to=2026-11-20"), {{D22, ""}}},
	{"LIC-06", "after ninety days", SYSTEM LOT("quantity=9") SEAT("person=PRS-0002|last_used=2026-08-24"),
	 {{D22, ""}, {"2026-11-23", "LIC-0001 low"}},
	 .says = "seats that have not been used for more than 90 days: 1; these seats cost 100.00 a year. ask those who"},
	{"LIC-06", "as configured", SYSTEM LOT("quantity=9") SEAT("person=PRS-0002|last_used=2026-11-01"),
	 {{D22, "LIC-0001 low"}}, .conf = "dormant_days = 20;\n"},
	{"LIC-06", "away, left, not known, and where seats are not counted", SYSTEM LOT("quantity=9")
	 SEAT("person=PRS-0003|last_used=2020-01-01") SEAT("person=PRS-0004|last_used=2020-01-01") SEAT("person=PRS-0002")
	 "licence name=S|metric=site\nlicence_use licence=LIC-0002|person=PRS-0002|last_used=2020-01-01\n", {{D22, ""}}},
};

static void how_many(void **state)
{
	(void)state;
	audit_cases_run(counts, COUNT_OF(counts));
}

static void until_when(void **state)
{
	(void)state;
	audit_cases_run(terms, COUNT_OF(terms));
}

static void who_holds_seats(void **state)
{
	(void)state;
	audit_cases_run(seats, COUNT_OF(seats));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(how_many),
		cmocka_unit_test(until_when),
		cmocka_unit_test(who_holds_seats),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
