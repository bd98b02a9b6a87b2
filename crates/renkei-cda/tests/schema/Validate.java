import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Validates documents against a schema: {@code java Validate.java SCHEMA DOCUMENT...}, one finding a line. */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Schema schema = factory.newSchema(new File(arguments[0]));
        for (int i = 1; i < arguments.length; i++) {
            String name = arguments[i];
            Validator validator = schema.newValidator();
            validator.setErrorHandler(new DefaultHandler() {
                @Override
                public void error(SAXParseException found) {
                    System.out.println(name + "\t" + found.getLineNumber() + "\t" + found.getMessage());
                }

                @Override
                public void fatalError(SAXParseException found) {
                    error(found);
                }
            });
            validator.validate(new StreamSource(new File(name)));
        }
        System.out.println("done");
    }
}
