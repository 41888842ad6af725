package club.imgeo.benchmarks;

/** Where to have images drawn, and who pays. */
record Target(String baseUrl, String apiKey) {}
