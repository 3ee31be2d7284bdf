import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import com.microsoft.azure.sdk.iot.service.ProxyOptions;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClientOptions;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A back end written with Azure's Java service client. One JSON line in is one operation, one JSON line out its result. */
public final class Backend {

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private final TwinClient twins;

    private Backend() {
        // The client knows port 443 only and takes no other from its connection string; a proxy is the way round.
        String login = System.getenv("SERVICE_CONNECTION_STRING").replaceFirst("(HostName=[^:;]+):\\d+", "$1");
        InetSocketAddress proxy = new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PROXY_PORT")));
        twins = new TwinClient(
                login,
                TwinClientOptions.builder()
                        .proxyOptions(new ProxyOptions(new Proxy(Proxy.Type.HTTP, proxy)))
                        .build());
    }

    public static void main(String[] arguments) throws Exception {
        trust(System.getenv("CA_FILE"));
        Backend backend = new Backend();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonObject call = GSON.fromJson(line, JsonObject.class);
            if (call.get("do").getAsString().equals("close")) {
                return;
            }
            Map<String, Object> event = new TreeMap<>();
            try {
                event.put("result", backend.carryOut(call));
                event.put("event", "done");
            } catch (IotHubException refused) {
                event.put("event", "refused");
                event.put("status", refused instanceof IotHubPreconditionFailedException ? 412 : 0);
            }
            System.out.println(GSON.toJson(event));
        }
    }

    private Map<String, Object> carryOut(JsonObject call) throws Exception {
        String device = call.get("device").getAsString();
        String module = call.get("module").getAsString();
        if (call.get("do").getAsString().equals("patch")) {
            JsonObject patch = call.getAsJsonObject("patch");
            Twin update = new Twin(device, module);
            if (patch.has("tags")) {
                update.getTags().putAll(map(patch.getAsJsonObject("tags")));
            }
            update.getDesiredProperties()
                    .putAll(map(patch.getAsJsonObject("properties").getAsJsonObject("desired")));
            twins.patch(update, call.get("etag").getAsString());
        }
        Twin twin = twins.get(device, module);
        return Map.of(
                "etag", twin.getETag(),
                "tags", twin.getTags(),
                "properties", Map.of("desired", twin.getDesiredProperties(), "reported", twin.getReportedProperties()));
    }

    private static Map<String, Object> map(JsonObject object) {
        return GSON.fromJson(object, new TypeToken<Map<String, Object>>() {}.getType());
    }

    private static void trust(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream text = new FileInputStream(pem)) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(text));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
    }
}
