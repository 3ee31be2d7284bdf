package io.fairlead.kube;

import io.fairlead.methods.Workbench;
import io.fairlead.model.Fields;
import io.fairlead.model.ObjectRef;
import java.io.IOException;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Calls the API server for direct methods. */
final class KubeWorkbench implements Workbench {

    /** A field manager that differs from the plan's, so that the plan does not own these fields. */
    private static final String MANAGER = "fairlead-restart";

    /** The annotation that kubectl writes too. */
    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    private final ApiClient api;

    KubeWorkbench(ApiClient api) {
        this.api = api;
    }

    @Override
    public void restart(ObjectRef deployment, Instant at) throws IOException {
        Map<String, Object> template = Map.of("metadata", Map.of("annotations", Map.of(RESTARTED_AT, at.toString())));
        Fields patch = new Fields(Map.of("spec", Map.of("template", template)));
        ApiClient.Answer answer = api.merge(ApiPath.object(deployment) + "?fieldManager=" + MANAGER, patch);
        if (!answer.isSuccess()) {
            throw failure(new ApiClient.Refused(answer));
        }
    }

    @Override
    public String log(ObjectRef pod, String container, long tail, Optional<Instant> since, int bytes)
            throws IOException {
        String path = ApiPath.object(pod) + "/log?timestamps=true&container=" + encode(container) + "&tailLines=" + tail
                + since.map(time -> "&sinceTime=" + encode(time.toString())).orElse("");
        try {
            return api.read(path, body -> tail(body, bytes));
        } catch (ApiClient.Refused refused) {
            throw failure(refused);
        }
    }

    @Override
    public SortedMap<String, String> secret(String namespace, String name) throws IOException {
        ApiClient.Answer answer = api.get(ApiPath.object(new ObjectRef("v1", "Secret", namespace, name)));
        if (answer.code() == 404) {
            return new TreeMap<>();
        }
        if (!answer.isSuccess()) {
            throw failure(new ApiClient.Refused(answer));
        }
        SortedMap<String, String> values = new TreeMap<>();
        new Fields(answer.json()).at("data").map().forEach((key, value) -> {
            if (value instanceof String text) {
                values.put(key, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
            }
        });
        return values;
    }

    /** The last lines of a text. Never keeps more than twice {@code most} of it in memory. */
    static String tail(Reader text, int most) throws IOException {
        StringBuilder last = new StringBuilder();
        char[] part = new char[8 * 1024];
        boolean isCut = false;
        for (int count = text.read(part); count >= 0; count = text.read(part)) {
            last.append(part, 0, count);
            if (last.length() > 2 * most) {
                last.delete(0, last.length() - most);
                isCut = true;
            }
        }
        if (last.length() > most) {
            last.delete(0, last.length() - most);
            isCut = true;
        }
        if (isCut) {
            int line = last.indexOf("\n");
            last.delete(0, line < 0 ? last.length() : line + 1);
        }
        return last.toString();
    }

    private static IOException failure(ApiClient.Refused refused) {
        boolean denied = refused.code() == 401 || refused.code() == 403;
        return denied ? new Denied(String.valueOf(refused.getMessage())) : refused;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
