package io.fairlead.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.util.concurrent.Executors;

/**
 * HTTP to the API server with one login.
 *
 * @param login the address and the user
 * @param http fabric8's client, with the login's authentication and token renewal
 * @param server the URL of the API server, without a slash at the end
 */
record Connection(ClusterLogin login, HttpClient http, String server) {

    /**
     * Makes no call.
     *
     * @param source where the login is from, for a message
     * @throws IOException if a certificate or a key of the login cannot be used
     */
    static Connection of(ClusterLogin login, String source) throws IOException {
        Config config = login.config();
        config.setUserAgent("fairlead");
        // With a single HTTP/2 connection, a call without an answer would not close it. A dead connection would stay in
        // use for minutes.
        config.setHttp2Disable(true);
        config.setRequestTimeout((int) ApiClient.ANSWER_WITHIN.toMillis());
        config.setConnectionTimeout((int) ApiClient.ANSWER_WITHIN.toMillis());
        try {
            HttpClient http = new OnVirtualThreads()
                    .newBuilder(config)
                    .tag(new RequestConfigBuilder()
                            .withRequestRetryBackoffLimit(0)
                            .build())
                    .build();
            return new Connection(login, http, config.getMasterUrl().replaceAll("/+$", ""));
        } catch (KubernetesClientException unusable) {
            Throwable cause = unusable.getCause() == null ? unusable : unusable.getCause();
            throw new IOException(
                    "a certificate or the key in " + source + " cannot be used: " + cause.getMessage()
                            + " (a key is RSA or EC, and not encrypted)",
                    unusable);
        }
    }

    /** The JDK's HTTP client with a virtual thread for each task, instead of a pool that keeps twenty threads. */
    private static final class OnVirtualThreads extends JdkHttpClientFactory {
        @Override
        protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
            return java.net.http.HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor());
        }
    }
}
