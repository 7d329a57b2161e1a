// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An SVG as a reader of XML sees it; not to be made from one that is not well formed. */
final class Drawing {
    private final Document document;

    Drawing(String svg) throws IOException, SAXException, ParserConfigurationException {
        document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
    }

    List<Element> all(String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** The words that stick out of the sheet. */
    List<String> wordsOutside() {
        String[] box = document.getDocumentElement().getAttribute("viewBox").split(" ", -1);
        double width = Double.parseDouble(box[2]);
        double height = Double.parseDouble(box[3]);
        return all("text").stream()
                .filter(text -> !isInside(text, width, height))
                .map(Element::getTextContent)
                .toList();
    }

    static double attribute(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    private static boolean isInside(Element text, double width, double height) {
        double size = attribute(text, "font-size");
        double length =
                text.getAttribute("class").contains("strong")
                        ? TextWidth.ofBold(text.getTextContent(), size)
                        : TextWidth.of(text.getTextContent(), size);
        double left =
                attribute(text, "x")
                        - switch (text.getAttribute("text-anchor")) {
                            case "start" -> 0;
                            case "middle" -> length / 2;
                            default -> length;
                        };
        double bottom = attribute(text, "y");
        return left >= 0 && left + length <= width && bottom - size >= 0 && bottom <= height;
    }
}
