package io.fairlead.hub;

import com.microsoft.azure.sdk.iot.device.ProxySettings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The HTTP proxy in the environment variables that IoT Edge and most programs use. */
final class HubProxy {

    private HubProxy() {}

    /** The proxy for connections to {@code host}; empty if there is none. */
    static Optional<ProxySettings> of(Map<String, String> environment, String host) {
        Optional<String> named = Stream.of("https_proxy", "HTTPS_PROXY")
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
        return named.isEmpty() || isExempt(environment, host) ? Optional.empty() : settings(named.get());
    }

    /** Why the proxy cannot be used; empty if it can or there is none. */
    static Optional<String> problem(Map<String, String> environment) {
        try {
            Optional<ProxySettings> unused = of(environment, "");
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of("HTTPS_PROXY is not the URL of a proxy; give one such as http://proxy.example:3128");
        }
    }

    private static Optional<ProxySettings> settings(String text) {
        URI uri = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
        if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
            throw new IllegalArgumentException("no proxy");
        }
        InetSocketAddress address =
                InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
        Proxy proxy = new Proxy(Proxy.Type.HTTP, address);
        String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        int colon = user.indexOf(':');
        return Optional.of(
                colon < 0
                        ? new ProxySettings(proxy)
                        : new ProxySettings(
                                proxy,
                                user.substring(0, colon),
                                user.substring(colon + 1).toCharArray()));
    }

    /** Whether {@code NO_PROXY} has the host, or an ending of its name that starts with a dot. */
    private static boolean isExempt(Map<String, String> environment, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return Stream.of("no_proxy", "NO_PROXY")
                .flatMap(key -> Stream.of(environment.getOrDefault(key, "").split(",", -1)))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry ->
                        entry.equals("*") || name.equals(entry) || (entry.startsWith(".") && name.endsWith(entry)));
    }
}
