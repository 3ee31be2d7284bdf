package io.fairlead.kube;

import io.fairlead.model.Fields;
import io.fairlead.model.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Replaces the ports of one of Fairlead's Services after another writer changed their numbers. Server-side apply identifies
 * a port by number and protocol, so it would keep the foreign port beside the desired one, and the API server refuses two
 * ports with one name. The ports are therefore replaced as a whole. The patch leaves no ownership behind: a port owned by
 * two managers would stay after it leaves the intent.
 */
final class ServicePorts {

    private static final String MANAGER = "fairlead-ports";

    private ServicePorts() {}

    /** Replaces the ports with the desired ones; false if the object is no Service or the API server refuses. */
    static boolean replace(ApiClient api, Manifest wanted) throws IOException {
        List<Fields> ports = wanted.body().each("spec", "ports");
        if (!wanted.ref().kind().equals("Service") || ports.isEmpty()) {
            return false;
        }
        String path = ApiPath.object(wanted.ref()) + "?fieldManager=" + MANAGER;
        List<Map<String, Object>> values = ports.stream().map(Fields::map).toList();
        ApiClient.Answer replaced =
                api.patch(path, List.of(Map.of("op", "replace", "path", "/spec/ports", "value", values)));
        return replaced.isSuccess() && release(api, path, new Fields(replaced.json()));
    }

    private static boolean release(ApiClient api, String path, Fields service) throws IOException {
        List<Fields> managers = service.each("metadata", "managedFields");
        for (int i = 0; i < managers.size(); i++) {
            if (managers.get(i).text("manager").filter(MANAGER::equals).isPresent()) {
                String entry = "/metadata/managedFields/" + i;
                return api.patch(
                                path,
                                List.of(
                                        Map.of("op", "test", "path", entry + "/manager", "value", MANAGER),
                                        Map.of("op", "remove", "path", entry)))
                        .isSuccess();
            }
        }
        return true;
    }
}
