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

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

/* Chains of one type of numbers, and the rate at which they run. */
#define FLOOR(number, chains, rate)                                        \
  typedef number vector_of_##number __attribute__((vector_size(BYTES)));   \
  static number chains(number factor, number summand) {                    \
    vector_of_##number x = factor - (vector_of_##number){};                \
    vector_of_##number y = summand - (vector_of_##number){};               \
    vector_of_##number sum[CHAINS];                                        \
    for (int i = 0; i < CHAINS; i++) sum[i] = x + (number)i;               \
    for (long link = 0; link < LINKS; link++) {                            \
      _Pragma("GCC unroll 12") for (int i = 0; i < CHAINS; i++) sum[i] = sum[i] * x + y; \
    }                                                                      \
    number all = 0;                                                        \
    for (int i = 0; i < CHAINS; i++) all += sum[i][0];                     \
    return all;                                                            \
  }                                                                        \
  static double rate(void) {                                               \
    volatile number factor = 0.5; /* The compiler must not know it, or it computes the sums once. */ \
    double begin = seconds();                                              \
    volatile number kept = chains(factor, (number)1e-3);                   \
    (void)kept;                                                            \
    return 2.0 * CHAINS * LINKS * BYTES / sizeof(number) / (seconds() - begin) * 1e-9; \
  }

FLOOR(double, chains_of_doubles, rate_of_doubles)
FLOOR(float, chains_of_floats, rate_of_floats)

static void print(const char *what, double rate) {
  printf("{\"group\": \"floor\", \"what\": \"%s\", \"unit\": \"GFLOP/s\", \"value\": %.2f}\n", what, rate);
}

int main(void) {
  rate_of_doubles();
  rate_of_floats();
  for (int round = 0; round < ROUNDS; round++) {
    print("FMA peak of a C program", rate_of_doubles());
    print("FMA peak of floats of a C program", rate_of_floats());
  }
  void *blas = dlopen("libblas.so.3", RTLD_LAZY);
  const char *(*core)(void) = blas ? (const char *(*)(void))dlsym(blas, "openblas_get_corename") : 0;
  if (core) printf("{\"about\": \"kernel of OpenBLAS\", \"text\": \"%s\"}\n", core());
  return 0;
}
