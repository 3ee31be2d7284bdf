package io.fairlead.standin.hub;

/**
 * The identity of a module: its device and its own name.
 *
 * @param device the device's id
 * @param module the module's id
 */
public record ModuleId(String device, String module) {

    /** The MQTT client id a module connects with. */
    public String clientId() {
        return device + "/" + module;
    }

    /** The path of the module's resource, which follows the host name in a SAS token's audience. */
    String resource() {
        return "devices/" + device + "/modules/" + module;
    }

    @Override
    public String toString() {
        return clientId();
    }
}
