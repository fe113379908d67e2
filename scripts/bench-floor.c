/*
 * What one core can do at best, from C: chains of fused multiply-adds in vector registers, as many as
 * hide the latency. Prints lines of measurements as scripts/bench collects them. Where the machine's
 * BLAS is OpenBLAS, it also says which of its kernels runs here.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <time.h>

#if defined(__AVX512F__)
enum { BYTES = 64 };
#elif defined(__AVX__)
enum { BYTES = 32 };
#else
enum { BYTES = 16 };
#endif
enum { CHAINS = 12, LINKS = 1 << 20, ROUNDS = 40 };

typedef double vector __attribute__((vector_size(BYTES)));

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static double chains(double factor, double summand) {
  vector x = factor - (vector){};
  vector y = summand - (vector){};
  vector sum[CHAINS];
  for (int i = 0; i < CHAINS; i++) sum[i] = x + i;
  for (long link = 0; link < LINKS; link++) {
#pragma GCC unroll 12
    for (int i = 0; i < CHAINS; i++) sum[i] = sum[i] * x + y;
  }
  double all = 0;
  for (int i = 0; i < CHAINS; i++) all += sum[i][0];
  return all;
}

int main(void) {
  volatile double factor = 0.5; /* The compiler must not know it, or it computes the sums once. */
  volatile double kept = chains(factor, 1e-3);
  for (int round = 0; round < ROUNDS; round++) {
    double begin = seconds();
    kept = chains(factor, 1e-3);
    double flops = 2.0 * CHAINS * LINKS * BYTES / sizeof(double);
    printf("{\"group\": \"floor\", \"what\": \"FMA peak of a C program\", \"unit\": \"GFLOP/s\", \"value\": %.2f}\n",
           flops / (seconds() - begin) * 1e-9);
  }
  (void)kept;
  void *blas = dlopen("libblas.so.3", RTLD_LAZY);
  const char *(*core)(void) = blas ? (const char *(*)(void))dlsym(blas, "openblas_get_corename") : 0;
  if (core) printf("{\"about\": \"kernel of OpenBLAS\", \"text\": \"%s\"}\n", core());
  return 0;
}
