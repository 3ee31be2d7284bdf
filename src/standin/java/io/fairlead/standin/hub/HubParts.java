package io.fairlead.standin.hub;

import java.util.concurrent.ScheduledExecutorService;

/**
 * What the front ends of one stand-in share.
 *
 * @param hubName the host name of the IoT Hub it stands in for
 * @param events where everything that happens is told
 * @param faults what goes wrong
 * @param cloud the cloud's twins
 * @param edge edgeHub's view of them
 * @param query queries over them
 * @param configurations automatic module configurations, which write them
 * @param live the modules connected now
 * @param sessions MQTT sessions
 * @param methods direct methods under way
 * @param telemetry messages received
 * @param timer for everything that happens later
 */
record HubParts(
        String hubName,
        HubEvents events,
        Faults faults,
        TwinStore cloud,
        EdgeTwins edge,
        TwinQuery query,
        Configurations configurations,
        LiveModules live,
        Sessions sessions,
        MethodCalls methods,
        TelemetryLog telemetry,
        ScheduledExecutorService timer) {

    static HubParts create(String hubName, ScheduledExecutorService timer) {
        HubEvents events = new HubEvents();
        Faults faults = new Faults();
        LiveModules live = new LiveModules();
        TwinStore cloud = new TwinStore(faults);
        EdgeTwins edge = new EdgeTwins(cloud, faults, events, new DesiredDelivery(live, faults, events, timer));
        cloud.listen(edge);
        TwinQuery query = new TwinQuery(cloud, live, faults);
        return new HubParts(
                hubName,
                events,
                faults,
                cloud,
                edge,
                query,
                new Configurations(cloud, query),
                live,
                new Sessions(),
                new MethodCalls(live, faults, events),
                new TelemetryLog(),
                timer);
    }
}
