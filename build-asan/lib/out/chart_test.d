build-asan/lib/out/chart_test.o: lib/out/chart_test.c lib/out/chart.h \
 lib/out/drawing.h lib/base/arena.h lib/base/html.h lib/stats/spc.h \
 lib/stats/survival.h
lib/out/chart.h:
lib/out/drawing.h:
lib/base/arena.h:
lib/base/html.h:
lib/stats/spc.h:
lib/stats/survival.h:
