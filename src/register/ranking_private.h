/* What the files of the ranking share. */
#ifndef REGISTER_RANKING_PRIVATE_H
#define REGISTER_RANKING_PRIVATE_H

#include "register/ranking.h"

/* Whether somebody has received the opportunity and nobody has ended it or joined it with another. */
bool ranking_is_under_way(const struct record *opportunity);
/* ranking_hours.c: hours and the line, once the order stands. */
void ranking_draw_line(struct ranking *ranking, const struct view *view, day_t today);
/* ranking_beside.c: what is shown beside it. */
void ranking_add_beside(struct ranking *ranking, const struct view *view, const struct conf *conf, day_t today);

#endif
