// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link TopReport} for programs. */
final class TopPage {

    private TopPage() {}

    /** With so many clients and topics at most. */
    static Map<String, Object> of(TopReport report, int rows) {
        var page = new LinkedHashMap<String, Object>();
        page.put("seconds", rounded(report.seconds()));
        page.put("connected", report.connected());
        page.put("held", report.held());
        var traffic = report.traffic();
        page.put("messages_in_per_second", rounded(traffic.messagesIn()));
        page.put("bytes_in_per_second", rounded(traffic.bytesIn()));
        page.put("deliveries_per_second", rounded(traffic.deliveries()));
        page.put("cost_per_second", rounded(traffic.cost()));
        page.put("memory_bytes", report.memory().used());
        page.put("memory_budget_bytes", report.memory().budget());
        page.put("lanes", report.lanes().stream().map(TopPage::of).toList());
        page.put("clients", first(rows, report.clients()).stream().map(TopPage::of).toList());
        page.put("topics", first(rows, report.topics()).stream().map(TopPage::of).toList());
        return page;
    }

    private static <T> List<T> first(int rows, List<T> all) {
        return all.subList(0, Math.min(rows, all.size()));
    }

    private static Map<String, Object> of(TopReport.Lane lane) {
        var row = new LinkedHashMap<String, Object>();
        row.put("lane", lane.number());
        row.put("waiting_bytes", lane.waiting());
        row.put("busy_percent", rounded(lane.busy()));
        return row;
    }

    private static Map<String, Object> of(TopReport.Client client) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", client.id());
        row.put("user", client.user());
        row.put("address", client.address());
        row.put("path", client.path());
        row.put("messages_in_per_second", rounded(client.messagesIn()));
        row.put("bytes_in_per_second", rounded(client.bytesIn()));
        row.put("cost_per_second", rounded(client.cost()));
        row.put("share_percent", rounded(client.share()));
        row.put("debt_bytes", client.debt());
        row.put("held", client.held());
        return row;
    }

    private static Map<String, Object> of(TopReport.Topic topic) {
        var row = new LinkedHashMap<String, Object>();
        row.put("topic", topic.name());
        row.put("publications_per_second", rounded(topic.publications()));
        row.put("receivers", topic.receivers());
        row.put("cost_per_second", rounded(topic.cost()));
        row.put("share_percent", rounded(topic.share()));
        return row;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
