build-asan/lib/out/chart.o: lib/out/chart.c lib/out/chart.h \
 lib/out/drawing.h lib/base/arena.h lib/base/html.h \
 lib/stats/proportion.h
lib/out/chart.h:
lib/out/drawing.h:
lib/base/arena.h:
lib/base/html.h:
lib/stats/proportion.h:
