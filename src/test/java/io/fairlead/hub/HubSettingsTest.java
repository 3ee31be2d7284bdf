package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Environments by which no connection can ever come about, and those by which one may. */
class HubSettingsTest {

    private static final String GOOD = "HostName=hub.example;DeviceId=d;ModuleId=m;SharedAccessKey=a2V5";

    private static final Map<String, String> IOT_EDGE = Map.of(
            "IOTEDGE_WORKLOADURI", "unix:///run/w.sock",
            "IOTEDGE_DEVICEID", "d",
            "IOTEDGE_MODULEID", "m",
            "IOTEDGE_IOTHUBHOSTNAME", "hub.example",
            "IOTEDGE_AUTHSCHEME", "sasToken",
            "IOTEDGE_MODULEGENERATIONID", "1");

    @Test
    void aConnectionStringOfAModuleOrIotEdgesEnvironmentIsTaken() {
        assertEquals(GOOD, HubSettings.of(string(GOOD)).connectionString().orElseThrow());
        assertFalse(HubSettings.of(IOT_EDGE).connectionString().isPresent());
    }

    @Test
    void aConnectionStringThatCanNeverWorkIsRefusedWithTheReasonAndWithoutTheKey() {
        refused("has no ModuleId", GOOD.replace("ModuleId=m;", ""));
        refused("has no HostName", GOOD.replace("HostName", "Host"));
        refused("has no SharedAccessKey", GOOD.replace("SharedAccessKey=a2V5", "x509=true"));
        refused("is not base64", GOOD.replace("a2V5", "s3cret!"));
        refused("has no DeviceId", "<paste it here>");
        String key = assertThrows(
                        IllegalArgumentException.class, () -> HubSettings.of(string(GOOD.replace("a2V5", "s3cret!"))))
                .toString();
        assertFalse(key.contains("s3cret"), key);
    }

    @Test
    void anAuthorityThatCannotBeReadIsRefused() {
        Map<String, String> environment = new HashMap<>(string(GOOD));
        environment.put("EdgeModuleCACertificateFile", "/no/such/file.pem");
        assertEquals("EdgeModuleCACertificateFile: the file /no/such/file.pem cannot be read", message(environment));
    }

    @Test
    void whatIotEdgeDoesNotSetIsNamedAllAtOnce() {
        Map<String, String> environment = new HashMap<>(IOT_EDGE);
        environment.remove("IOTEDGE_MODULEID");
        environment.put("IOTEDGE_AUTHSCHEME", "x509");
        assertEquals(
                List.of("IOTEDGE_MODULEID", "IOTEDGE_AUTHSCHEME"),
                message(environment)
                        .lines()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList());
        assertEquals("No hub to connect to", message(Map.of()).substring(0, 20));
    }

    private static void refused(String reason, String connectionString) {
        String message = message(string(connectionString));
        assertEquals("EdgeHubConnectionString", message.substring(0, "EdgeHubConnectionString".length()), message);
        assertEquals(true, message.contains(reason), message);
    }

    private static String message(Map<String, String> environment) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> HubSettings.of(environment))
                .getMessage());
    }

    private static Map<String, String> string(String text) {
        return Map.of("EdgeHubConnectionString", text);
    }
}
