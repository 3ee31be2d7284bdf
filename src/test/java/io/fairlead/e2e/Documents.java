package io.fairlead.e2e;

/** Desired properties that the tests send. */
final class Documents {

    private Documents() {}

    /** The two-tier example, with a pool. */
    static String shop(String addresses) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"shop": {"tiers": {
                   "web": {"image": "mcr.microsoft.com/oss/nginx/nginx:1.15.5-alpine", "replicas": 2,
                           "expose": "external", "ports": "http=8080:80", "needs": "db"},
                   "db": {"image": "docker.io/library/postgres:16", "ports": "pg=5432"}}}}}
                """.formatted(addresses);
    }
}
