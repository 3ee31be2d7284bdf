package io.fairlead.standin.cluster;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.RawApi.Answer;
import io.fairlead.standin.cluster.objects.Json;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The objects that the contracts of an API server are written with, in the namespace of one cluster. */
abstract class ContractObjects {
    final ContractCluster cluster;

    ContractObjects(ContractCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    final String deployments() {
        return "/apis/apps/v1/namespaces/" + cluster.namespace() + "/deployments";
    }

    final String deployment(String name) {
        return deployments() + "/" + name;
    }

    final String service(String name) {
        return "/api/v1/namespaces/" + cluster.namespace() + "/services/" + name;
    }

    final String configs() {
        return "/api/v1/namespaces/" + cluster.namespace() + "/configmaps";
    }

    final String config(String name) {
        return configs() + "/" + name;
    }

    final String revision(String path) {
        return Json.text(cluster.api().get(path).expect(200), "metadata", "resourceVersion");
    }

    static String web(String image, String replicas) {
        return """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "labels": {"app": "web"}},
                 "spec": {"replicas": %s, "selector": {"matchLabels": {"app": "web"}}, "template": {
                   "metadata": {"labels": {"app": "web"}},
                   "spec": {"containers": [{"name": "web", "image": "%s", "env": [{"name": "A", "value": "1"}],
                     "ports": [{"containerPort": 8080, "protocol": "TCP"}]}]}}}}""".formatted(replicas, image);
    }

    static String env(String items) {
        return web("web:1", "2").replace("{\"name\": \"A\", \"value\": \"1\"}", items);
    }

    static String resources(String cpu, String memory) {
        return web("web:1", "2").replace("\"env\"", """
                        "resources": {"limits": {"cpu": "%s", "memory": "%s"}}, "env\"""".formatted(cpu, memory));
    }

    static String port(int port, String name) {
        return """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"selector":
                 {"app": "web"}, "ports": [{"name": "%s", "port": %d, "protocol": "TCP", "targetPort": 8080}]}}""".formatted(name, port);
    }

    static String data(String entries) {
        return """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {%s}}""".formatted(entries);
    }

    static JsonObject container(JsonObject deployment) {
        return Json.objects(deployment, "spec", "template", "spec", "containers")
                .getFirst();
    }

    static JsonObject entry(JsonObject object, String manager) {
        return Json.objects(object, "metadata", "managedFields").stream()
                .filter(entry -> Json.text(entry, "manager").equals(manager))
                .findFirst()
                .orElseThrow(() -> new AssertionError(manager + " owns nothing: " + object));
    }

    static String owned(JsonObject object, String manager) {
        return Json.child(entry(object, manager), "fieldsV1").toString();
    }

    static List<String> names(Answer list) {
        return Json.objects(list.expect(200), "items").stream()
                .map(item -> Json.text(item, "metadata", "name"))
                .filter(name -> !name.equals("kube-root-ca.crt"))
                .toList();
    }
}
