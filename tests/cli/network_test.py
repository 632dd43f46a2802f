"""What `rapport network` tells of a file, draws of it, and refuses.

    network_test.py PROGRAM LIBRARY
"""
import json
import sys
import xml.dom.minidom

from program import Program


def told(program, *arguments):
    answer = program("network", *arguments)
    program.expect(answer.code == 0, "the network is described", answer)
    return answer


def says(program, answer, *words):
    missing = [word for word in words if word not in answer.out]
    program.expect(not missing, f"the description says {missing}", answer)


def main():
    program = Program(sys.argv[1], sys.argv[2])
    pgp = f"{program.library}/networks/pgp.graph"
    says(program, told(program, pgp), "metis, ties go both ways", "10,680 (ids 1 to 10680)",
         "24,316 listed", "0.2659 on average", "at most 24", "one, which holds everybody")
    facts = json.loads(told(program, pgp, "--json").out)
    program.expect(facts["people"] == 10680 and facts["arcs"] == 48632 and
                   facts["diameter"] == {"at_least": 24, "at_most": 24}, "as JSON too", str(facts))

    program.write("mail.csv", "from,to,layer,weight\nanna,bob,work,3\nbob,anna,work,1\n"
                              "bob,carl,home,2\ncarl,carl,home,9\n")
    refused = program("network", "mail.csv")
    program.expect(refused.code == 65 and "2 layers of ties: work, home" in refused.err and
                   'layer = "work"' in refused.err, "several layers need a choice", refused)
    answer = told(program, "mail.csv", "--layer", "*", "--directed", "--least-weight", "2")
    says(program, answer, "one way", "3 (by name, from 'anna' to 'carl')", "4 listed",
         "1 from somebody to themselves, 0 said before, 1 that weigh too little", "layers",
         'Next: in a scenario, [network] with file = "mail.csv", directed = true, layer = "*", '
         "least_weight = 2\n")
    scenario = program.tiny()
    crowded = program("check", scenario, "--quick", "--set",
                      'network={generator="blocks", customers=1000, mean_degree=20, communities=50}')
    program.expect("drawn before" in crowded.out and "not 20.0" in crowded.out,
                   "what ties at random lose is said", crowded)
    program.write("people.csv", "id,town,age\nanna,Ulm,30\ncarl,Ulm,41\nzoe,Bonn,5\n")
    answer = told(program, "mail.csv", "--layer", "*", "--nodes", "people.csv")
    says(program, answer, "table says 'town'", "Ulm (2)",
         "knows 1 whom the network does not, and leaves out 1 whom it does")
    program.write("people.csv", "id,town\nanna,Ulm\nanna,Bonn\n")
    refused = program("network", "mail.csv", "--layer", "*", "--nodes", "people.csv")
    program.expect(refused.code == 65 and "people.csv:3:1: error: 'anna' is spoken of twice"
                   in refused.err, "who is spoken of twice is refused", refused)

    program.write("tokens.csv", "3f2a,9bc1\n9bc1,812345678901234567\n")
    refused = program("network", "tokens.csv")
    program.expect(refused.code == 65 and 'ids = "names"' in refused.err,
                   "ids that are no numbers are refused with a way out", refused)
    answer = told(program, "tokens.csv", "--ids", "names")
    says(program, answer, "3 (by name, from '3f2a' to '9bc1')")
    program.write("letters.txt", "u v\nv w\nw u\n")
    says(program, told(program, "letters.txt"), "header          u, v", "2 listed")
    answer = told(program, "letters.txt", "--header", "no")
    says(program, answer, "3 listed", 'file = "letters.txt", header = "no"')
    program.expect("header  " not in answer.out, "no header where there is none", answer)
    shown = program("check", scenario, "--quick", "--set", 'network={file="letters.txt"}')
    program.expect("letters.txt: the first line is taken for a header: u, v" in shown.out + shown.err,
                   "a scenario's notes tell of a header", shown)
    program.write("bought.csv", "user_id,product_id\n1,1\n1,2\n2,2\n")
    refused = program("network", "bought.csv")
    program.expect(refused.code == 65 and "'user_id' with 'product_id'" in refused.err,
                   "what people bought is no people", refused)
    answer = told(program, "bought.csv", "--two-mode", "first")
    says(program, answer, "2 (ids 1 to 2)", "3 listed; the network has 2 arcs")

    answer = told(program, pgp, "--copies", "3", "--draw", "pgp.svg")
    says(program, answer, "3 of the file's 10,680 people", "32,040", "0.2659 on average",
         "wrote pgp.svg")
    drawing = xml.dom.minidom.parse(str(program.folder / "pgp.svg"))
    circles = len(drawing.getElementsByTagName("circle"))
    program.expect(100 < circles <= 600, f"a sample is drawn: {circles}", answer)
    refused = program("network", pgp, "--draw", "pgp.svg")
    program.expect(refused.code == 73, "a picture is not overwritten", refused)
    refused = program("network", "absent.txt")
    program.expect(refused.code == 66 and "absent.txt: No such file" in refused.err,
                   "a file that is not there is no input", refused)
    program.finish()


main()
