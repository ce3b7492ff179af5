// A day at two stations, as pages that are looked at show it: late and early, long words and short, texts that failed.
import { ahead, numbers } from "./carrier.mjs";

/** Returns the number of the ticket in which most has happened. */
export async function aDay(carrier) {
	const open = (machine, fault, down) => carrier.open({ flow: "repair", machine, fault, down });
	await open("EC210-0042", "发动机无法启动", true);
	await open("EC480-0007", "液压油管漏油，铲斗无法抬起，现场等待处理", false);
	await open("EC55-0201", "驾驶室玻璃破裂", false);
	await open("L120-0003", "Transmission slips in second gear when going uphill under full load", true);
	await carrier.open({ flow: "repair", fault: "客户说机器报警，说不清型号", reported_by: "+8613911112222" });
	const of = async (who, machine) => (await carrier.sent(who, (text) => text.includes(machine))).ticket;
	const first = await of(numbers.head, "EC210-0042");
	const second = await of(numbers.head, "EC480-0007");
	await carrier.text(numbers.head, `派工 ${first} ${ahead(2)} 李雷`);
	await carrier.sent(numbers.engineer, (text) => text.includes(first));
	await carrier.text(numbers.engineer, `出发 ${first} ${ahead(3)} 同行 韩梅`);
	const told = await carrier.sent(numbers.customer, (text) => text.includes("出发"));
	await carrier.report(told.id, "failed", "absent subscriber");
	await carrier.text(numbers.customer, "好的，麻烦快一点，工地停着呢");
	await carrier.text(numbers.head, `派工 ${second} ${ahead(26)} 韩梅`);
	await carrier.sent("+8613800000012", (text) => text.includes(second));
	await carrier.text("+8613700000001", "你好，挖掘机坏了");
	await carrier.sent(numbers.head, (text) => text.includes("麻烦快一点"));
	return first;
}
