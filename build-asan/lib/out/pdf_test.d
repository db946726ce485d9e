build-asan/lib/out/pdf_test.o: lib/out/pdf_test.c lib/out/chart.h \
 lib/out/drawing.h lib/base/arena.h lib/base/html.h lib/out/pdf.h
lib/out/chart.h:
lib/out/drawing.h:
lib/base/arena.h:
lib/base/html.h:
lib/out/pdf.h:
